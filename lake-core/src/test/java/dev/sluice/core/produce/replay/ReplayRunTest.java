package dev.sluice.core.produce.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.source.ReplaySource;
import dev.sluice.core.produce.FeedKeys;
import dev.sluice.core.produce.FeedProducer;
import dev.sluice.core.produce.ProducerReport;
import dev.sluice.core.produce.Ticks;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.deliver.FakeRecordStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file, played by invocations, of which one is missed. */
class ReplayRunTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final RecordSpec SPEC =
      new RecordSpec(
          "id",
          "date",
          "id",
          new Schema(
              List.of(
                  new Field("id", FieldType.STRING, true),
                  new Field("date", FieldType.DATE, true))));
  private final FakeRecordStream stream = new FakeRecordStream();
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  @TempDir Path folder;
  private ReplaySource source;

  @BeforeEach
  void writeFile() throws IOException {
    Path file = folder.resolve("days.csv");
    Files.writeString(file, "date\n2026-01-01\n2026-01-02\nsome day\n2026-01-04\n2026-01-05\n");
    source =
        new ReplaySource(
            Duration.ofMinutes(1), 2, file, CsvDialect.of(','), Map.of("id", "{row}-{date}"));
  }

  /** An invocation in an execution environment of its own. */
  private ProducerReport invoke(Instant time) throws IOException {
    try (Replay replay = new Replay(source, SPEC)) {
      Delivery delivery =
          new Delivery(
              stream, DeliveryLimits.kinesis(1 << 20), pause -> {}, new SplittableRandom(1));
      return new FeedProducer(
              FeedKeys.only("days"), replay, new Ticks(source.every()), delivery, store)
          .run(time, () -> Duration.ofMinutes(1));
    }
  }

  @Test
  void everyRowIsSentOnceOrRejectedOnce() throws IOException {
    assertThat(invoke(NOON)).isEqualTo(new ProducerReport(1, 2, 0, 0, NOON));
    Instant later = NOON.plusSeconds(180);
    assertThat(invoke(later)).isEqualTo(new ProducerReport(3, 2, 0, 1, later));
    assertThat(invoke(later.plusSeconds(60)).produced()).isZero();

    assertThat(stream.stored())
        .containsExactly(
            "{\"id\":\"1-2026-01-01\",\"date\":\"2026-01-01\"}",
            "{\"id\":\"2-2026-01-02\",\"date\":\"2026-01-02\"}",
            "{\"id\":\"4-2026-01-04\",\"date\":\"2026-01-04\"}",
            "{\"id\":\"5-2026-01-05\",\"date\":\"2026-01-05\"}");
    assertThat(store.keys())
        .containsExactly(
            "rejected/days/source/20260601T120100.000Z.json", "state/days/producer.json");
    assertThat(store.text("rejected/days/source/20260601T120100.000Z.json"))
        .isEqualTo(
            "{\"reason\":\"'date' is not of type date: 'some"
                + " day'\",\"file\":\"days.csv\",\"line\":4,\"text\":\"some day\"}\n");
    assertThat(store.text("state/days/producer.json"))
        .contains("\"produced\":4,\"failed\":0,\"rejected\":1");
  }
}
