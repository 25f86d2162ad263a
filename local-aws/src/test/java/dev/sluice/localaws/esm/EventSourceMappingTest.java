package dev.sluice.localaws.esm;

import static dev.sluice.localaws.esm.MappingHarness.START;
import static dev.sluice.localaws.esm.MappingHarness.failedFrom;
import static dev.sluice.localaws.esm.MappingHarness.onError;
import static dev.sluice.localaws.esm.MappingHarness.settings;
import static dev.sluice.localaws.esm.MappingHarness.success;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventSourceMappingTest {
  private final MappingHarness lake = new MappingHarness(1);

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void deliversAtOnceWithoutABatchingWindow() {
    lake.start(settings(100, 0, 0));
    lake.appendAt(5, 0, 3);

    assertThat(lake.drain()).isTrue();

    assertThat(lake.delivered().stream().flatMap(List::stream)).containsExactly("0", "1", "2");
    assertThat(lake.times()).containsOnly(5L);
  }

  @Test
  void writesTheEventAsLambdaDoes() throws Exception {
    lake.stream.append(0, "Hello".getBytes(StandardCharsets.UTF_8), START.plusMillis(987));
    lake.start(settings(100, 0, 0));

    lake.drain();

    JsonNode expected =
        MappingHarness.JSON.readTree(
            """
            {"Records":[{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"turbine-1",
            "sequenceNumber":"49590338271490256608559692540000000","data":"SGVsbG8=",
            "approximateArrivalTimestamp":1780272000.987},"eventSource":"aws:kinesis",
            "eventVersion":"1.0",
            "eventID":"shardId-000000000000:49590338271490256608559692540000000",
            "eventName":"aws:kinesis:record",
            "invokeIdentityArn":"arn:aws:iam::000000000000:role/writer-role",
            "awsRegion":"eu-central-1",
            "eventSourceARN":"arn:aws:kinesis:eu-central-1:000000000000:stream/readings"}]}
            """);
    assertThat(lake.invocations.get(0).event()).isEqualTo(expected);
  }

  @Test
  void waitsUntilTheBatchingWindowOfTheFirstRecordHasPassed() {
    lake.start(settings(100, 60, 0));
    lake.appendAt(10, 0, 1);
    lake.appendAt(40, 0, 1);
    lake.appendAt(90, 0, 1);

    lake.drain();

    assertThat(lake.delivered()).containsExactly(List.of("0", "1"), List.of("2"));
    assertThat(lake.times()).containsExactly(70L, 150L);
  }

  @Test
  void doesNotWaitWhenTheBatchIsFull() {
    lake.start(settings(2, 60, 0));
    lake.appendAt(10, 0, 5);

    lake.drain();

    assertThat(lake.delivered())
        .containsExactly(List.of("0", "1"), List.of("2", "3"), List.of("4"));
    assertThat(lake.times()).containsExactly(10L, 10L, 70L);
  }

  @Test
  void keepsEventsBelowSixMegabytes() {
    for (int i = 0; i < 10; i++) {
      lake.stream.append(0, new byte[1_000_000], START);
    }
    lake.start(settings(10_000, 0, 0));

    lake.drain();

    assertThat(lake.delivered()).extracting(List::size).containsExactly(4, 4, 2);
  }

  @Test
  void startsAtTheEndOfTheStreamOrAtATime() {
    lake.stream.append(0, 1, START.minusSeconds(100));
    lake.stream.append(0, 1, START.minusSeconds(10));
    MappingSettings base = settings(100, 0, 0);
    lake.start(startingAt(base, MappingSettings.StartingPosition.LATEST, Optional.empty()));
    lake.start(
        startingAt(
            base,
            MappingSettings.StartingPosition.AT_TIMESTAMP,
            Optional.of(START.minusSeconds(50))));
    lake.appendAt(1, 0, 1);

    lake.drain();

    assertThat(lake.delivered())
        .containsExactlyInAnyOrder(List.of("1"), List.of("2"), List.of("2"));
  }

  @Test
  void ignoresTheReportIfTheMappingDoesNotAskForIt() {
    lake.function(event -> failedFrom(1));
    EventSourceMapping mapping = lake.start(settings(100, 10, 0));
    lake.appendAt(0, 0, 3);

    lake.drain();

    assertThat(lake.delivered()).containsExactly(List.of("0", "1", "2"));
    assertThat(mapping.counts().records()).isEqualTo(3);
  }

  @Test
  void resumesAtTheLowestReportedRecord() {
    lake.function(
        event ->
            lake.invocations.size() > 1
                ? success("{\"batchItemFailures\":null}")
                : success(
                    "{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"},{\"itemIdentifier\":\"%s\"}]}"
                        .formatted(FakeStream.sequence(3), FakeStream.sequence(2))));
    lake.start(onError(settings(100, 10, 0), true, false, -1, Optional.empty()));
    lake.appendAt(0, 0, 4);

    lake.drain();

    assertThat(lake.delivered()).containsExactly(List.of("0", "1", "2", "3"), List.of("2", "3"));
  }

  @Test
  void takesAnUnknownIdentifierAsTheWholeBatch() {
    for (String item :
        List.of(
            "{\"itemIdentifier\":\"\"}",
            "{\"itemIdentifier\":null}",
            "{\"id\":\"1\"}",
            "{\"itemIdentifier\":\"7\"}")) {
      lake.invocations.clear();
      lake.function(
          event ->
              lake.invocations.size() > 1
                  ? success("null")
                  : success("{\"batchItemFailures\":[" + item + "]}"));
      EventSourceMapping mapping =
          lake.start(onError(settings(100, 0, 0), true, false, -1, Optional.empty()));
      lake.stream.append(0, 1, lake.clock.instant());

      lake.drain();

      assertThat(lake.delivered()).as(item).hasSizeGreaterThan(1);
      assertThat(lake.delivered().get(0)).isEqualTo(lake.delivered().get(1));
      mapping.close();
    }
  }

  private static MappingSettings startingAt(
      MappingSettings base,
      MappingSettings.StartingPosition position,
      Optional<java.time.Instant> time) {
    return new MappingSettings(
        base.uuid(),
        base.function(),
        base.batching(),
        new MappingSettings.Start(position, time),
        new MappingSettings.OnError(false, false, -1, Optional.empty(), Optional.empty()));
  }
}
