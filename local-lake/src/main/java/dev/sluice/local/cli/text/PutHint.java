package dev.sluice.local.cli.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.standin.Senders;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

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
      fill(place, path.get(path.size() - 1), field, now.truncatedTo(ChronoUnit.SECONDS));
    }
    return sample.toString();
  }

  private static void fill(ObjectNode place, String name, Field field, Instant now) {
    switch (field.type()) {
      case STRING -> place.put(name, field.name() + "-1");
      case INT, LONG, FLOAT, DOUBLE -> place.put(name, 1);
      case BOOLEAN -> place.put(name, true);
      case DATE -> place.put(name, now.toString().substring(0, 10));
      case TIMESTAMP -> place.put(name, now.toString());
    }
  }
}
