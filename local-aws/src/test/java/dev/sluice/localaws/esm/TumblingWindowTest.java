package dev.sluice.localaws.esm;

import static dev.sluice.localaws.esm.MappingHarness.error;
import static dev.sluice.localaws.esm.MappingHarness.onError;
import static dev.sluice.localaws.esm.MappingHarness.settings;
import static dev.sluice.localaws.esm.MappingHarness.success;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.esm.MappingHarness.Invoked;
import dev.sluice.localaws.lambda.InvocationResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TumblingWindowTest {
  private final MappingHarness lake = new MappingHarness(1);

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void passesTheStateOnAndClosesTheWindowAtItsEnd() {
    lake.function(TumblingWindowTest::count);
    lake.start(settings(2, 5, 60));
    lake.appendAt(10, 0, 2);
    lake.appendAt(30, 0, 2);

    assertThat(lake.drain()).isTrue();

    assertThat(lake.invocations)
        .extracting(call -> call.event().path("state").toString())
        .containsExactly("{}", "{\"n\":2}", "{\"n\":4}");
    assertThat(lake.invocations)
        .extracting(call -> call.event().path("isFinalInvokeForWindow").asBoolean())
        .containsExactly(false, false, true);
    assertThat(lake.times()).containsExactly(10L, 30L, 61L);
    JsonNode last = lake.invocations.get(2).event();
    assertThat(last.path("Records")).isEmpty();
    assertThat(last.path("window").toString())
        .isEqualTo("{\"start\":\"2026-06-01T00:00:00Z\",\"end\":\"2026-06-01T00:01:00Z\"}");
    assertThat(last.path("shardId").asText()).isEqualTo("shardId-000000000000");
    assertThat(last.path("isWindowTerminatedEarly").asBoolean()).isFalse();
  }

  @Test
  void neverDeliversRecordsOfTwoWindowsTogether() {
    lake.stream.append(0, 2, MappingHarness.START.minusSeconds(70));
    lake.stream.append(0, 1, MappingHarness.START.minusSeconds(10));
    lake.function(TumblingWindowTest::count);
    lake.start(settings(100, 0, 60));
    lake.appendAt(1, 0, 1);

    lake.drain();

    assertThat(lake.delivered())
        .containsExactly(
            List.of("0", "1"), List.of(), List.of("2"), List.of(), List.of("3"), List.of());
    assertThat(lake.invocations)
        .extracting(call -> call.event().at("/window/start").asText())
        .containsExactly(
            "2026-05-31T23:58:00Z", "2026-05-31T23:58:00Z",
            "2026-05-31T23:59:00Z", "2026-05-31T23:59:00Z",
            "2026-06-01T00:00:00Z", "2026-06-01T00:00:00Z");
  }

  @Test
  void endsABatchingWindowWithTheTumblingOne() {
    lake.function(TumblingWindowTest::count);
    lake.start(settings(100, 300, 60));
    lake.appendAt(50, 0, 1);

    lake.drain();

    assertThat(lake.times()).containsExactly(60L, 61L);
  }

  @Test
  void failsABatchWhoseResponseHasNoState() {
    lake.function(event -> lake.invocations.size() == 1 ? success("{}") : count(event));
    lake.start(settings(100, 10, 60));
    lake.appendAt(0, 0, 1);

    lake.drain();

    assertThat(lake.delivered()).containsExactly(List.of("0"), List.of("0"), List.of());
  }

  @Test
  void keepsTheStateOfTheRecordsBeforeAFailedOne() {
    lake.function(
        event ->
            lake.invocations.size() == 1
                ? success(
                    "{\"state\":{\"n\":1},\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"}]}"
                        .formatted(FakeStream.sequence(1)))
                : count(event));
    lake.start(onError(settings(100, 10, 60), true, false, -1, Optional.empty()));
    lake.appendAt(0, 0, 2);

    lake.drain();

    assertThat(lake.delivered()).containsExactly(List.of("0", "1"), List.of("1"), List.of());
    assertThat(lake.invocations.get(2).event().path("state").toString()).isEqualTo("{\"n\":2}");
  }

  @Test
  void retriesTheFinalInvocationBeforeTheNextWindowBegins() {
    boolean[] failed = {false};
    lake.function(
        event -> {
          if (event.path("isFinalInvokeForWindow").asBoolean() && !failed[0]) {
            failed[0] = true;
            return error();
          }
          return count(event);
        });
    lake.start(settings(100, 0, 60));
    lake.appendAt(59, 0, 1);
    lake.appendAt(61, 0, 1);

    lake.drain();

    assertThat(lake.delivered())
        .containsExactly(List.of("0"), List.of(), List.of(), List.of("1"), List.of());
  }

  @Test
  void endsAWindowEarlyWhoseStateIsTooLarge() {
    lake.function(
        event ->
            lake.invocations.size() == 1
                ? success("{\"state\":\"" + "x".repeat(Window.STATE_LIMIT) + "\"}")
                : count(event));
    lake.start(settings(1, 0, 60));
    lake.appendAt(10, 0, 2);

    lake.drain();

    Invoked early = lake.invocations.get(1);
    assertThat(early.data()).isEmpty();
    assertThat(early.event().path("isWindowTerminatedEarly").asBoolean()).isTrue();
    assertThat(lake.invocations.get(2).event().path("state").toString()).isEqualTo("{}");
    assertThat(lake.delivered()).containsExactly(List.of("0"), List.of(), List.of("1"), List.of());
  }

  private static InvocationResult count(JsonNode event) {
    int before = event.path("state").path("n").asInt(0);
    return success("{\"state\":{\"n\":" + (before + event.path("Records").size()) + "}}");
  }
}
