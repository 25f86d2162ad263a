package dev.sluice.producer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.landing.LandingOutcome;
import dev.sluice.core.produce.ProducerReport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** What the function answers: the counts of a run, or what became of a file. */
record ProducerAnswer(OutputStream out) {
  private static final JsonFactory JSON = new JsonFactory();

  void write(ProducerReport report) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("ticks", report.ticks());
      json.writeNumberField("produced", report.produced());
      json.writeNumberField("failed", report.failed());
      json.writeNumberField("rejected", report.rejected());
      json.writeStringField("lastTick", report.lastTick().toString());
      json.writeEndObject();
    }
  }

  void write(LandingOutcome outcome) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("file", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      if (outcome instanceof LandingOutcome.Stored stored) {
        json.writeStringField("to", stored.to());
        json.writeNumberField("rows", stored.rows());
      } else if (outcome instanceof LandingOutcome.Rejected rejected) {
        json.writeStringField("to", rejected.to());
        json.writeStringField("reason", rejected.reason());
      } else if (outcome instanceof LandingOutcome.Known known) {
        json.writeStringField("to", known.to());
      } else if (outcome instanceof LandingOutcome.Unmatched unmatched) {
        json.writeStringField("reason", unmatched.reason());
      }
      json.writeEndObject();
    }
  }
}
