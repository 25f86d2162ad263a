package dev.sluice.local.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.local.report.PipelineReport.QueryOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The report of a demo.
 *
 * @param choices what was chosen of {@code engine} and {@code catalog}
 * @param readySeconds from start until the lake took requests
 * @param peakRssMb highest resident memory of the lake and its functions together, Glue jobs
 *     included
 * @param pipelines by name
 */
public record DemoReport(
    Map<String, String> choices,
    double readySeconds,
    long peakRssMb,
    Map<String, PipelineReport> pipelines) {
  public DemoReport {
    choices = new TreeMap<>(choices);
    pipelines = new TreeMap<>(pipelines);
  }

  /** Whether every pipeline reconciles. */
  public boolean reconciled() {
    return pipelines.values().stream().allMatch(PipelineReport::reconciled);
  }

  /** Writes the report as JSON. */
  public void writeTo(Path file) throws IOException {
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(Files.newBufferedWriter(file, StandardCharsets.UTF_8))
            .useDefaultPrettyPrinter()) {
      json.writeStartObject();
      for (Map.Entry<String, String> choice : choices.entrySet()) {
        json.writeStringField(choice.getKey(), choice.getValue());
      }
      json.writeNumberField("ready_seconds", readySeconds);
      json.writeNumberField("peak_rss_mb", peakRssMb);
      json.writeObjectFieldStart("pipelines");
      for (Map.Entry<String, PipelineReport> entry : pipelines.entrySet()) {
        json.writeObjectFieldStart(entry.getKey());
        write(entry.getValue(), json);
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private static void write(PipelineReport report, JsonGenerator json) throws IOException {
    PipelineReport.Counts counts = report.counts();
    json.writeNumberField("produced", counts.produced());
    json.writeNumberField("stored", counts.stored());
    json.writeNumberField("rejected", counts.rejected());
    json.writeNumberField("failed", counts.failed());
    json.writeNumberField("duplicates", counts.duplicates());
    json.writeNumberField("dropped", counts.dropped());
    json.writeNumberField("trusted", counts.trusted());
    json.writeObjectFieldStart("alerts");
    json.writeNumberField("published", report.alerts().published());
    json.writeNumberField("merged", report.alerts().merged());
    json.writeEndObject();
    if (report.detection().isPresent()) {
      json.writeObjectFieldStart("detection");
      write(report.detection().get(), json);
      json.writeEndObject();
    }
    writeRefined(report, json);
    json.writeObjectFieldStart("queries");
    for (Map.Entry<String, QueryOutcome> query : report.queries().entrySet()) {
      json.writeObjectFieldStart(query.getKey());
      json.writeNumberField("rows", query.getValue().rows());
      json.writeStringField("csv", query.getValue().csv());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeBooleanField("reconciled", report.reconciled());
    json.writeNumberField("seconds", report.seconds());
  }

  private static void writeRefined(PipelineReport report, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("refined");
    for (Map.Entry<String, Long> table : report.refined().entrySet()) {
      json.writeObjectFieldStart(table.getKey());
      json.writeNumberField("rows", table.getValue());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(Detection detection, JsonGenerator json) throws IOException {
    for (Map.Entry<String, Detection.Kind> kind : detection.kinds().entrySet()) {
      json.writeObjectFieldStart(kind.getKey());
      json.writeNumberField("labels", kind.getValue().labels());
      json.writeNumberField("found", kind.getValue().found());
      json.writeNumberField("recall", kind.getValue().recall());
      json.writeEndObject();
    }
    json.writeNumberField("alerts", detection.alerts());
    json.writeNumberField("matched", detection.matched());
    json.writeNumberField("precision", detection.precision());
  }
}
