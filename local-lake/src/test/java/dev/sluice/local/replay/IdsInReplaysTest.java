package dev.sluice.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.raw.RawBatchWriter;
import dev.sluice.core.record.Period;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules over what lies in raw see each record once, whatever its id is made of. */
class IdsInReplaysTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String PIPELINE =
      """
      pipeline: things
      source: {external: {}}
      record:
        id: ID
        key: device
        time: at
        timeFormat: epoch-s
        schema:
          device: {type: string, required: true, from: /meta/device}
          at: {type: timestamp, required: true, from: /meta/time}
          temp: {type: double, from: /metrics/0/value}
      alerts: {hot: {when: {field: temp, above: 1}, by: [device], message: "{device} has {temp}"}}
      """;

  @TempDir Path folder;
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final List<String> alerts = new ArrayList<>();

  private static String record(String device, int second, String metrics) {
    return "{\"meta\":{\"device\":\"%s\",\"time\":%d}%s}"
        .formatted(device, NOON.getEpochSecond() + second, metrics);
  }

  private static String value(int temp) {
    return ",\"metrics\":[{\"value\":%d}]".formatted(temp);
  }

  private RuleHistory.Outcome replay(String id, List<String> records) throws IOException {
    Path file = Files.writeString(folder.resolve("things.yaml"), PIPELINE.replace("ID", id));
    Pipeline pipeline = new PipelineLoader().load(file, Map.of());
    KinesisEventJson event = new KinesisEventJson("shardId-000000000000");
    for (int i = 0; i < records.size(); i++) {
      event.add(Integer.toString(i + 1), records.get(i), NOON.toEpochMilli());
    }
    new RawBatchWriter(pipeline, store)
        .write(new KinesisEventReader().read(new ByteArrayInputStream(event.bytes())));
    return new RuleHistory(pipeline, store, folder)
        .run(
            new Period(NOON, NOON.plus(Duration.ofHours(1))),
            Duration.ofMinutes(5),
            alert -> alerts.add(alert.body()));
  }

  @Test
  void aRecordIsReplayedOnceByAllPartsOfItsId() throws IOException {
    List<String> records =
        List.of(
            record("a", 0, value(2)),
            record("a", 0, value(2)),
            record("a", 1, value(0)),
            record("b", 0, ""));

    assertThat(replay("[device, at]", records).records()).isEqualTo(3);
    assertThat(alerts).singleElement().asString().contains("a has 2");
  }

  @Test
  void aRecordWithoutAnIdIsReplayedOnceByItsContent() throws IOException {
    List<String> records =
        List.of(
            record("a", 0, value(2)),
            record("a", 0, value(2)),
            record("a", 0, value(3)),
            record("a", 0, ""),
            record("a", 0, ",\"metrics\":[{\"value\":null}]"));

    assertThat(replay("\"*\"", records).records()).isEqualTo(3);
    assertThat(alerts).isNotEmpty();
  }
}
