package dev.sluice.local.cli.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.standin.Senders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The command that puts a record into a pipeline's stream, with a record that its schema takes. */
public final class PutHint {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PutHint() {}

  /**
   * Its lines; none for a pipeline that others don't fill.
   *
   * @param now the time that the record has
   */
  public static List<String> lines(Pipeline pipeline, PipelineStack stack, Instant now) {
    return Senders.areExpected(pipeline)
        ? lines(pipeline.name(), stack.stream(), pipeline.record(), now)
        : List.of();
  }

  private static List<String> lines(
      String pipeline, String stream, RecordSpec record, Instant now) {
    boolean isPlain = record.packing().equals(Packing.PLAIN);
    return List.of(
        "Others put the records of %s, for example:".formatted(pipeline),
        "  aws kinesis put-record --stream-name %s --partition-key %s-1 \\"
            .formatted(stream, record.keyField()),
        isPlain
            ? "    --cli-binary-format raw-in-base64-out --data '%s'".formatted(sample(record, now))
            : "    --data fileb://RECORD    # packed as record.compression or record.envelope"
                + " says");
  }

  private static String sample(RecordSpec record, Instant now) {
    ObjectNode sample = JSON.createObjectNode();
    for (Field field : record.schema().fields()) {
      ObjectNode place = sample;
      List<String> path = field.path();
      for (String name : path.subList(0, path.size() - 1)) {
        place = place.withObjectProperty(name);
      }
      Instant second = now.truncatedTo(ChronoUnit.SECONDS);
      String name = path.get(path.size() - 1);
      if (field.name().equals(record.timeField())) {
        fillTime(place, name, field, record.timeFormat(), second);
      } else {
        fill(place, name, field, second);
      }
    }
    return sample.toString();
  }

  private static void fillTime(
      ObjectNode place, String name, Field field, TimeFormat format, Instant now) {
    switch (format.form()) {
      case USUAL, ISO -> fill(place, name, field, now);
      case EPOCH_S -> place.put(name, now.getEpochSecond());
      case EPOCH_MS -> place.put(name, now.toEpochMilli());
      case EPOCH_US -> place.put(name, now.toEpochMilli() * 1_000);
      case EPOCH_NS -> place.put(name, now.toEpochMilli() * 1_000_000);
      case PATTERN ->
          place.put(
              name,
              DateTimeFormatter.ofPattern(format.pattern(), Locale.ROOT)
                  .format(now.atZone(format.zone().orElse(ZoneOffset.UTC))));
    }
  }

  private static void fill(ObjectNode place, String name, Field field, Instant now) {
    switch (field.type()) {
      case STRING -> place.put(name, field.name() + "-1");
      case INT, LONG, FLOAT, DOUBLE -> place.put(name, 1);
      case BOOLEAN -> place.put(name, true);
      case DATE -> place.put(name, now.toString().substring(0, 10));
      case TIMESTAMP -> place.put(name, now.toString());
      case DECIMAL, TIMESTAMP_MICROS, BINARY -> throw field.type().notOfRecords();
    }
  }
}
