package dev.sluice.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.event.RecordBatchBuilder;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.record.EventTime;
import dev.sluice.core.record.Period;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A digest sums up fields wherever they lie in a record. */
class NestedDigestTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String YAML =
      """
      pipeline: quickstart
      source: {external: {}}
      record:
        id: [device, at]
        time: at
        timeFormat: epoch-s
        schema:
          device: {type: string, required: true, from: /meta/device}
          at: {type: timestamp, required: true, from: /meta/time}
          temp: {type: double, from: /metrics/0/value}
      digest: {subject: Devices, by: device, values: [temp]}
      """;

  private final RecordBatchBuilder batch = new RecordBatchBuilder("shardId-000000000000");

  private void add(String device, long time, String metrics) {
    String json =
        "{\"temp\":99,\"device\":\"x\",\"meta\":{\"device\":\"%s\",\"time\":%d},\"metrics\":%s}"
            .formatted(device, time, metrics);
    batch.add(Long.toString(time), device, NOON.toEpochMilli(), json.getBytes(UTF_8));
  }

  @Test
  void aDigestOfNestedFieldsGroupsAndOrdersByWhatLiesWithin(@TempDir Path folder)
      throws IOException {
    Pipeline pipeline =
        new PipelineLoader()
            .load(Files.writeString(folder.resolve("quickstart.yaml"), YAML), Map.of());
    long noon = NOON.getEpochSecond();
    add("a", noon, "[{\"value\":2},{\"value\":70}]");
    add("a", noon - 10, "[{\"value\":4}]");
    add("b", noon, "[]");
    DigestSums sums =
        new DigestSums(
            pipeline.stream().orElseThrow().digest().orElseThrow(),
            pipeline.record(),
            new EventTime(Long.MAX_VALUE, Long.MAX_VALUE, false),
            new Period(NOON.minus(Duration.ofDays(1)), NOON.plusMillis(1)));
    sums.add(batch.build());

    assertThat(sums.groups().keySet()).containsExactly("a", "b");
    ValueSummary temp = sums.groups().get("a").values().get(0);
    assertThat(temp.mean()).isEqualTo(3);
    assertThat(temp.latest()).isEqualTo(2);
    assertThat(sums.groups().get("b").records()).isEqualTo(1);
  }
}
