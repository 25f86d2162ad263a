package dev.sluice.producer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.produce.RunReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;

/** The Lambda function: does what is due at the event's time and answers with its counts. */
public class ProducerHandler implements RequestStreamHandler {
  private final JsonFactory factory = new JsonFactory();
  private final CountedRun run;
  private final ProducerConfig config;

  ProducerHandler(CountedRun run, ProducerConfig config) {
    this.run = run;
    this.config = config;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Instant time = ScheduledEvent.time(event);
    RunReport report = run.run(time, () -> remaining(context));
    try (JsonGenerator json = factory.createGenerator(answer)) {
      json.writeStartObject();
      json.writeNumberField("ticks", report.ticks());
      json.writeNumberField("produced", report.produced());
      json.writeNumberField("failed", report.failed());
      json.writeNumberField("rejected", report.rejected());
      json.writeStringField("lastTick", report.lastTick().toString());
      json.writeEndObject();
    }
  }

  private Duration remaining(Context context) {
    return Duration.ofMillis(context.getRemainingTimeInMillis()).minus(config.reserve());
  }
}
