package dev.sluice.localaws.esm;

import static dev.sluice.localaws.esm.MappingHarness.START;
import static dev.sluice.localaws.esm.MappingHarness.error;
import static dev.sluice.localaws.esm.MappingHarness.inLanes;
import static dev.sluice.localaws.esm.MappingHarness.onError;
import static dev.sluice.localaws.esm.MappingHarness.settings;
import static dev.sluice.localaws.esm.MappingHarness.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.clock.ActionFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A mapping of the next lake, on the stream and the checkpoints of one that was killed. */
class RestartedMappingTest {
  private final MappingHarness lake = new MappingHarness(1);
  private final FakeCheckpoints checkpoints = new FakeCheckpoints();

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void goesOnAfterWhatWasProcessed() {
    lake.stream.append(0, 3, START);
    EventSourceMapping killed = lake.start(settings(2, 0, 0), checkpoints);
    lake.drain();
    killed.close();
    lake.stream.append(0, 2, lake.clock.instant());
    lake.start(settings(2, 0, 0), checkpoints);
    lake.drain();

    assertThat(lake.delivered().stream().flatMap(List::stream))
        .containsExactly("0", "1", "2", "3", "4");
  }

  @Test
  void deliversABatchAgainThatTheFunctionHadNotFinished() {
    lake.function(event -> error());
    lake.stream.append(0, 2, START);
    EventSourceMapping killed = lake.start(settings(10, 0, 0), checkpoints);
    runFor(5);
    killed.close();
    int before = lake.invocations.size();
    lake.function(event -> success("{}"));
    lake.start(settings(10, 0, 0), checkpoints);
    lake.drain();

    assertThat(before).isPositive();
    assertThat(lake.delivered().subList(before, lake.invocations.size()))
        .containsExactly(List.of("0", "1"));
  }

  @Test
  void keepsTheStateOfAnOpenWindow() {
    lake.function(event -> success("{\"state\": {\"seen\": [1, \"ü\\n\"]}}"));
    lake.stream.append(0, 1, START.plusSeconds(1));
    EventSourceMapping killed = lake.start(settings(10, 0, 60), checkpoints);
    runFor(5);
    killed.close();
    lake.start(settings(10, 0, 60), checkpoints);
    lake.drain();

    assertThat(lake.invocations).hasSize(2);
    assertThat(lake.invocations.get(1).event().path("isFinalInvokeForWindow").asBoolean()).isTrue();
    assertThat(lake.invocations.get(1).event().path("state").path("seen").path(1).asText())
        .isEqualTo("ü\n");
  }

  @Test
  void missesNothingThatArrivedAfterItsFirstStartAtTheEndOfTheStream() {
    lake.stream.append(0, 1, START);
    MappingSettings latest = startingAtTheEnd(settings(10, 0, 0));
    lake.start(latest, checkpoints).close();
    lake.stream.append(0, 1, START);
    lake.start(latest, checkpoints);
    lake.drain();

    assertThat(lake.delivered()).containsExactly(List.of("1"));
  }

  @Test
  void goesOnAsSoonAsCheckpointsCanBeSavedAgain() {
    lake.stream.append(0, 2, START);
    lake.start(settings(1, 0, 0), checkpoints);
    checkpoints.refuses = true;
    lake.timeline.schedule(START.plusSeconds(15), "room", () -> checkpoints.refuses = false);
    assertThat(lake.drain()).isTrue();

    assertThat(lake.delivered()).containsExactly(List.of("0"), List.of("1"));
    assertThat(lake.failures)
        .isNotEmpty()
        .extracting(ActionFailure::cause)
        .allMatch(cause -> cause.getMessage().contains("Could not save how far shard"));
    assertThat(checkpoints.saved.values()).hasSize(1);
  }

  /** Lanes save each other's places: one passed a batch that was nowhere but in memory. */
  @Test
  void deliversAgainWhatALaneGaveUpAndCouldNotDiscard() {
    String failing = keyOf(0);
    lake.function(event -> event.toString().contains(failing) ? error() : success("{}"));
    lake.stream.append(0, failing, START);
    lake.stream.append(0, keyOf(1), START.plusSeconds(5));
    EventSourceMapping killed =
        lake.start(
            inLanes(onError(settings(1, 0, 0), false, false, 0, Optional.empty()), 2),
            new EventSourceMapping.Targets(
                lake::invoke, RestartedMappingTest::noBucket, lake.discards::add),
            checkpoints);
    runFor(10);
    killed.close();
    int before = lake.invocations.size();
    lake.function(event -> success("{}"));
    lake.start(inLanes(settings(1, 0, 0), 2), checkpoints);
    lake.drain();

    assertThat(lake.delivered().subList(0, before)).contains(List.of("0"), List.of("1"));
    assertThat(lake.delivered().subList(before, lake.invocations.size()))
        .containsExactly(List.of("0"));
  }

  private static String keyOf(int lane) {
    return Stream.iterate(0, device -> device + 1)
        .map(device -> "turbine-" + device)
        .filter(new Lane(lane, 2)::has)
        .findFirst()
        .orElseThrow();
  }

  private static void noBucket(String bucket, String key, byte[] content) {
    throw new IllegalStateException("No bucket " + bucket);
  }

  private void runFor(int seconds) {
    try {
      lake.timeline.runUntil(lake.clock.instant().plusSeconds(seconds));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MappingSettings startingAtTheEnd(MappingSettings base) {
    return new MappingSettings(
        base.uuid(),
        base.function(),
        base.batching(),
        new MappingSettings.Start(MappingSettings.StartingPosition.LATEST, Optional.empty()),
        base.onError());
  }
}
