package dev.sluice.local.report;

import static java.util.Comparator.naturalOrder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.local.report.PipelineReport.QueryOutcome;
import dev.sluice.local.report.detection.Detection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The report of a demo.
 *
 * @param choices what was chosen of {@code engine} and {@code catalog}
 * @param readySeconds from start until the lake took requests
 * @param peak highest memory of the lake and its functions together, Glue jobs included
 * @param pipelines by name
 */
public record DemoReport(
    Map<String, String> choices,
    double readySeconds,
    ProcessMemory.Peak peak,
    Map<String, PipelineReport> pipelines) {
  public DemoReport {
    choices = new TreeMap<>(choices);
    pipelines = new TreeMap<>(pipelines);
  }

  /** The worst of its pipelines' verdicts. */
  public Verdict verdict() {
    return pipelines.values().stream()
        .map(PipelineReport::verdict)
        .max(naturalOrder())
        .orElse(Verdict.COMPLETE);
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
      json.writeNumberField("peak_rss_mb", peak.rssMb());
      json.writeNumberField("peak_pss_mb", peak.pssMb());
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

  private static void write(PipelineReport.Alerts alerts, JsonGenerator json) throws IOException {
    json.writeNumberField("published", alerts.published());
    json.writeNumberField("merged", alerts.merged());
    json.writeNumberField("withheld", alerts.withheld());
  }

  private static void write(PipelineReport report, JsonGenerator json) throws IOException {
    writeCounts(report, json);
    writeCauses(report.undelivered(), json);
    json.writeObjectFieldStart("alerts");
    write(report.alerts(), json);
    json.writeEndObject();
    if (report.alerts().detection().isPresent()) {
      json.writeObjectFieldStart("detection");
      write(report.alerts().detection().get(), json);
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
    json.writeStringField("verdict", report.verdict().word());
    json.writeNumberField("seconds", report.seconds());
  }

  private static void writeCounts(PipelineReport report, JsonGenerator json) throws IOException {
    PipelineReport.Counts counts = report.counts();
    json.writeNumberField("produced", counts.produced());
    json.writeNumberField("missed", report.undelivered().requests());
    json.writeNumberField(
        "unplayed", report.undelivered().unplayed().stream().mapToLong(UnplayedRows::rows).sum());
    json.writeNumberField("repeats", report.stream().repeats());
    json.writeNumberField("stored", counts.stored());
    json.writeNumberField("rejected", counts.rejected());
    json.writeNumberField("failed", counts.failed());
    json.writeNumberField("duplicates", counts.duplicates());
    json.writeNumberField("replaced", report.tables().versions().replaced());
    json.writeNumberField("deleted", report.tables().versions().deleted());
    json.writeNumberField("dropped", counts.dropped());
    json.writeNumberField("quarantined", report.tables().quarantined());
    json.writeNumberField("trusted", counts.trusted());
    json.writeNumberField("copies", report.stream().copies());
    json.writeNumberField("lost", report.stream().lost());
    json.writeNumberField("unsure", report.stream().unsure());
  }

  private static void writeCauses(UndeliveredReport undelivered, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("causes");
    write("missed", undelivered.missed(), json);
    write("failed", undelivered.failed(), json);
    write("rejected", undelivered.rejected(), json);
    json.writeEndObject();
  }

  private static void write(String name, List<Cause> causes, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Cause cause : causes) {
      json.writeStartObject();
      json.writeStringField("reason", cause.reason());
      json.writeNumberField("count", cause.count());
      json.writeStringField("example", cause.example());
      json.writeStringField("place", cause.place());
      json.writeStringField("remedy", cause.remedy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeRefined(PipelineReport report, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("refined");
    for (Map.Entry<String, Long> table : report.tables().refined().entrySet()) {
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
