package dev.sluice.core.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes counts as one line of CloudWatch's Embedded Metric Format, from which CloudWatch makes
 * metrics without any call. The namespace is {@code Sluice}, the dimensions are {@code Stack},
 * {@code Pipeline} and {@code Function}. What is named after seconds is told in seconds.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
 *     format</a>
 */
public final class EmfMetrics implements Metrics {
  private static final int MOST_METRICS = 100;
  private static final List<String> DIMENSIONS = List.of("Stack", "Pipeline", "Function");

  private final JsonFactory json = new JsonFactory();
  private final String stack;
  private final String pipeline;
  private final String function;
  private final Clock clock;
  private final PrintStream out;

  /**
   * Metrics of one function of one pipeline.
   *
   * @param stack tells two deployments of a pipeline apart
   * @param clock of the metrics' time; CloudWatch takes none older than two weeks
   * @param out where the lines go: a Lambda function's standard output
   */
  public EmfMetrics(String stack, String pipeline, String function, Clock clock, PrintStream out) {
    this.stack = stack;
    this.pipeline = pipeline;
    this.function = function;
    this.clock = clock;
    this.out = out;
  }

  @Override
  public void count(Map<String, Long> counts) {
    count(Map.of(), counts);
  }

  /** CloudWatch adds such lines up under the usual dimensions, and by those of the part too. */
  @Override
  public void count(Map<String, String> part, Map<String, Long> counts) {
    if (counts.size() > MOST_METRICS) {
      throw new IllegalArgumentException(
          "A line holds at most " + MOST_METRICS + " metrics, not " + counts.size());
    }
    byte[] line = line(part, counts).getBytes(UTF_8);
    out.write(line, 0, line.length);
    out.flush();
  }

  private String line(Map<String, String> part, Map<String, Long> counts) {
    StringWriter line = new StringWriter();
    try (JsonGenerator generator = json.createGenerator(line)) {
      generator.writeStartObject();
      writeDirective(generator, List.copyOf(part.keySet()), counts);
      generator.writeStringField("Stack", stack);
      generator.writeStringField("Pipeline", pipeline);
      generator.writeStringField("Function", function);
      for (Map.Entry<String, String> name : part.entrySet()) {
        generator.writeStringField(name.getKey(), name.getValue());
      }
      for (Map.Entry<String, Long> count : counts.entrySet()) {
        generator.writeNumberField(count.getKey(), count.getValue());
      }
      generator.writeEndObject();
      generator.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("A string can be written to", e);
    }
    return line.toString();
  }

  private void writeDirective(JsonGenerator generator, List<String> part, Map<String, Long> counts)
      throws IOException {
    generator.writeObjectFieldStart("_aws");
    generator.writeNumberField("Timestamp", clock.millis());
    generator.writeArrayFieldStart("CloudWatchMetrics");
    generator.writeStartObject();
    generator.writeStringField("Namespace", "Sluice");
    generator.writeArrayFieldStart("Dimensions");
    writeArray(generator, DIMENSIONS);
    if (!part.isEmpty()) {
      List<String> all = new ArrayList<>(DIMENSIONS);
      all.addAll(part);
      writeArray(generator, all);
    }
    generator.writeEndArray();
    generator.writeArrayFieldStart("Metrics");
    for (String name : counts.keySet()) {
      generator.writeStartObject();
      generator.writeStringField("Name", name);
      generator.writeStringField("Unit", name.endsWith("Seconds") ? "Seconds" : "Count");
      generator.writeEndObject();
    }
    generator.writeEndArray();
    generator.writeEndObject();
    generator.writeEndArray();
    generator.writeEndObject();
  }

  private static void writeArray(JsonGenerator generator, List<String> texts) throws IOException {
    generator.writeArray(texts.toArray(String[]::new), 0, texts.size());
  }
}
