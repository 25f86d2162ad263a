package dev.sluice.core.raw;

import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.pipeline.source.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A small pipeline, events for it, and a look into what was written. */
final class WriterFixture {
  static final String SHARD = "shardId-000000000000";
  static final long ARRIVAL = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();

  private WriterFixture() {}

  static Pipeline pipeline() {
    return pipeline(PartitionField.HOUR, Optional.of(Duration.ofDays(7)));
  }

  static Pipeline pipeline(PartitionField finest, Optional<Duration> late) {
    return pipeline(finest, late, FieldType.DOUBLE);
  }

  static Pipeline pipeline(PartitionField finest, Optional<Duration> late, FieldType data) {
    RawLayout layout =
        new RawLayout(
            "raw/sensors",
            List.copyOf(EnumSet.range(PartitionField.YEAR, finest)),
            RawLayout.Style.HIVE,
            late,
            Duration.ofMinutes(10));
    Schema schema =
        new Schema(
            List.of(
                new Field("id", FieldType.STRING, true),
                new Field("time", FieldType.TIMESTAMP, false),
                new Field("data", data, false)));
    RecordSpec record = new RecordSpec("id", "time", "id", schema);
    Source source = null;
    return Pipeline.streaming(
        "sensors", source, new StreamSpec(record, List.of(), layout), List.of(), List.of());
  }

  static RecordBatch batch(KinesisEventJson event) {
    try {
      return new KinesisEventReader().read(new ByteArrayInputStream(event.bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String record(String id, Instant time) {
    return "{\"id\":\"%s\",\"time\":\"%s\",\"data\":1.5}".formatted(id, time);
  }

  static String sequence(int number) {
    return "4959%010d".formatted(number);
  }

  static Stream<String> lines(InMemoryObjectStore store, String key) {
    return Arrays.stream(text(store, key).split("\n"));
  }

  static String text(InMemoryObjectStore store, String key) {
    byte[] bytes = store.bytes(key);
    if (!key.endsWith(".gz")) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Object " + key + " is no gzip", e);
    }
  }

  static List<String> keys(InMemoryObjectStore store, String prefix) {
    return store.keys().stream().filter(key -> key.startsWith(prefix)).toList();
  }
}
