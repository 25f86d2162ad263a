package dev.sluice.consumer;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.digest.DigestOutcome;
import dev.sluice.core.digest.DigestOutcome.Sent;
import dev.sluice.core.digest.DigestRun;
import dev.sluice.core.metrics.Metrics;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Sends a digest when a schedule says so; answers and logs how that ended. */
public final class ScheduledDigest {
  /** Kept from an invocation for publishing, the state, and a page that comes slowly. */
  private static final int RESERVE_MILLIS = 25_000;

  private static final Logger LOG = Logger.getLogger(ScheduledDigest.class);

  private final JsonFactory json = new JsonFactory();
  private final Supplier<DigestRun> run;
  private final Metrics metrics;

  /**
   * With what it needs.
   *
   * @param run asked for at the first digest: the clients of one that never comes cost nothing
   */
  public ScheduledDigest(Supplier<DigestRun> run, Metrics metrics) {
    this.run = run;
    this.metrics = metrics;
  }

  void send(Instant upTo, Context context, OutputStream answer) throws IOException {
    DigestOutcome outcome =
        run.get()
            .run(
                upTo,
                context.getAwsRequestId(),
                () -> context.getRemainingTimeInMillis() > RESERVE_MILLIS);
    metrics.count(Map.of("Digests", outcome instanceof Sent ? 1L : 0L));
    String told = outcome.told();
    LOG.info(told);
    try (JsonGenerator generator = json.createGenerator(answer)) {
      generator.writeStartObject();
      generator.writeStringField("digest", upTo.toString());
      generator.writeBooleanField("sent", outcome instanceof Sent);
      generator.writeStringField("told", told);
      generator.writeEndObject();
    }
  }
}
