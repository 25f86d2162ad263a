package dev.sluice.localaws.esm;

import static dev.sluice.localaws.esm.MappingHarness.START;
import static dev.sluice.localaws.esm.MappingHarness.error;
import static dev.sluice.localaws.esm.MappingHarness.onError;
import static dev.sluice.localaws.esm.MappingHarness.settings;
import static dev.sluice.localaws.esm.MappingHarness.success;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.clock.ActionFailure;
import dev.sluice.localaws.lambda.InvocationResult.Throttled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MappingFailuresTest {
  private final MappingHarness lake = new MappingHarness(1);

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void retriesAFailedBatchUntilItIsDone() {
    lake.function(event -> lake.invocations.size() < 4 ? error() : success("{}"));
    lake.start(settings(100, 10, 0));
    lake.appendAt(0, 0, 2);

    assertThat(lake.drain()).isTrue();

    assertThat(lake.delivered()).hasSize(4).containsOnly(List.of("0", "1"));
    assertThat(lake.times()).containsExactly(10L, 11L, 13L, 17L);
  }

  @Test
  void isolatesABadRecordByBisectingAndGoesOn() {
    lake.function(
        event -> event.toString().contains(FakeStream.sequence(5)) ? error() : success("{}"));
    lake.start(onError(settings(100, 10, 0), false, true, 2, Optional.empty()));
    lake.appendAt(0, 0, 8);

    assertThat(lake.drain()).isTrue();

    assertThat(lake.discards).hasSize(1);
    assertThat(lake.discards.get(0).records())
        .extracting(r -> r.sequenceNumber())
        .containsExactly(FakeStream.sequence(5));
    assertThat(lake.delivered())
        .contains(List.of("0", "1", "2", "3"), List.of("4"), List.of("6", "7"));
  }

  @Test
  void storesWhatItGivesUpWithTheWholeEvent() {
    lake.function(event -> error());
    lake.start(onError(settings(100, 10, 0), false, false, 1, Optional.empty()));
    lake.appendAt(0, 0, 2);

    lake.drain();

    assertThat(lake.objects).hasSize(1);
    Map.Entry<String, JsonNode> object = lake.objects.entrySet().iterator().next();
    assertThat(object.getKey())
        .matches(
            "lake/aws/lambda/11111111-2222-3333-4444-555555555555/shardId-000000000000/"
                + "2026/06/01/2026-06-01T00\\.00\\.11-[0-9a-f-]{36}");
    JsonNode record = object.getValue();
    assertThat(record.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
    assertThat(record.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(2);
    assertThat(record.at("/requestContext/functionArn").asText())
        .isEqualTo("arn:aws:lambda:eu-central-1:000000000000:function:writer");
    assertThat(record.at("/KinesisBatchInfo/batchSize").asInt()).isEqualTo(2);
    assertThat(record.at("/KinesisBatchInfo/endSequenceNumber").asText())
        .isEqualTo(FakeStream.sequence(1));
    assertThat(
            MappingHarness.tree(record.path("payload").asText().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(lake.invocations.get(0).event());
  }

  @Test
  void givesUpRecordsThatAreTooOldAndDeliversTheOthers() {
    lake.function(
        event -> lake.clock.instant().isBefore(START.plusSeconds(100)) ? error() : success("{}"));
    lake.start(onError(settings(2, 10, 0), false, false, -1, Optional.of(Duration.ofSeconds(60))));
    lake.appendAt(0, 0, 1);
    lake.appendAt(9, 0, 1);
    lake.appendAt(95, 0, 1);

    lake.drain();

    assertThat(lake.discards).extracting(Discard::condition).containsOnly("RecordAgeExceeded");
    assertThat(lake.discards).extracting(d -> d.records().size()).containsExactly(2);
    assertThat(lake.delivered().get(lake.delivered().size() - 1)).containsExactly("2");
  }

  @Test
  void doesNotCountThrottlesAsRetries() {
    lake.function(event -> lake.invocations.size() < 5 ? new Throttled("busy") : success("{}"));
    EventSourceMapping mapping =
        lake.start(onError(settings(100, 10, 0), false, false, 0, Optional.empty()));
    lake.appendAt(0, 0, 1);

    lake.drain();

    assertThat(lake.discards).isEmpty();
    assertThat(mapping.counts().throttles()).isEqualTo(4);
    assertThat(mapping.counts().records()).isEqualTo(1);
  }

  @Test
  void triesADestinationThatDoesNotAnswerAgain() {
    int[] puts = {0};
    lake.function(event -> error());
    lake.start(
        onError(settings(1, 0, 0), false, false, 0, Optional.empty()),
        new EventSourceMapping.Targets(
            (name, event) -> error(),
            (bucket, key, content) -> {
              if (puts[0]++ == 0) {
                throw new IllegalStateException("503");
              }
              lake.put(bucket, key, content);
            },
            lake.discards::add),
        new FakeCheckpoints());
    lake.appendAt(0, 0, 1);

    assertThat(lake.drain()).isTrue();

    assertThat(lake.objects).hasSize(1);
    assertThat(lake.failures)
        .extracting(ActionFailure::cause)
        .extracting(Throwable::getMessage)
        .containsExactly("503");
  }
}
