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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Rules over what lies in raw go by the times by which it is partitioned. */
class TimesInReplaysTest {
  private static final Instant ARRIVAL = Instant.parse("2026-06-01T12:00:00Z");
  private static final String PIPELINE =
      """
      pipeline: things
      source: {simulator: {every: 10s, metrics: {heat: {mean: 21, noise: 0.5}}}}
      record:
        schema: {id: string, device: string, metric: string, value: double, timestamp: {type: timestamp}}
        time: timestamp
      alerts: {hot: {when: {field: value, above: 1}, message: "{value}"}}
      trusted: {readings: {columns: {id: string}, dedupe: id}}
      """;

  @TempDir Path folder;
  private final InMemoryObjectStore store = new InMemoryObjectStore();

  private Pipeline pipeline() throws IOException {
    Path file = Files.writeString(folder.resolve("things.yaml"), PIPELINE);
    return new PipelineLoader().load(file, Map.of());
  }

  private void put(String sequence, String json, Instant arrival) throws IOException {
    String record =
        "{'id':'a','device':'d','metric':'heat','value':2,'timestamp':%s}".formatted(json);
    KinesisEventJson event =
        new KinesisEventJson("shardId-000000000000")
            .add(sequence, record.replace('\'', '"'), arrival.toEpochMilli());
    new RawBatchWriter(pipeline(), store)
        .write(new KinesisEventReader().read(new ByteArrayInputStream(event.bytes())));
  }

  private long records(Instant from, Duration length) throws IOException {
    return replay(from, length).records();
  }

  private RuleHistory.Outcome replay(Instant from, Duration length) throws IOException {
    return new RuleHistory(pipeline(), store, folder)
        .run(new Period(from, from.plus(length)), Duration.ofMinutes(5), alert -> {});
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/odd-times.csv", delimiter = '|', quoteCharacter = '"')
  void aRecordIsReplayedAtItsTime(String json, Instant moment) throws IOException {
    put("1", json, ARRIVAL);

    Instant from = moment == null ? ARRIVAL.minus(Duration.ofDays(9)) : moment;
    Duration length = moment == null ? Duration.ofDays(18) : Duration.ofMillis(1);
    assertThat(records(from, length)).isEqualTo(moment == null ? 0 : 1);
  }

  @Test
  void aRecordWhoseTimeIsNotBelievedIsLeftOutAndCounted() throws IOException {
    Instant time = ARRIVAL.minus(Duration.ofDays(8));
    put("1", "'" + time + "'", ARRIVAL);

    RuleHistory.Outcome outcome = replay(time.minusSeconds(1), Duration.ofDays(9));
    assertThat(outcome.records()).isZero();
    assertThat(outcome.far()).isEqualTo(1);
  }

  @Test
  void aRecordThatIsBelievedOnlyTheFirstTimeIsReplayedOnce() throws IOException {
    Instant time = ARRIVAL.minus(Duration.ofDays(7)).plusSeconds(30);
    put("1", "'" + time + "'", ARRIVAL);
    put("2", "'" + time + "'", ARRIVAL.plusSeconds(60));

    assertThat(store.keys()).hasSize(2);
    assertThat(records(time.minus(Duration.ofDays(9)), Duration.ofDays(18))).isEqualTo(1);
  }
}
