package dev.sluice.producer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The Lambda function: does what is due at the event's time, or takes the file that the event tells
 * of, and answers with what it did.
 */
public class ProducerHandler implements RequestStreamHandler {
  private final CountedProducer run;
  private final CountedLanding landing;
  private final ProducerConfig config;

  ProducerHandler(CountedProducer run, CountedLanding landing, ProducerConfig config) {
    this.run = run;
    this.landing = landing;
    this.config = config;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    ProducerEvent event = ProducerEvent.read(input);
    ProducerAnswer answer = new ProducerAnswer(output);
    if (event instanceof ProducerEvent.Landed landed) {
      answer.write(landing.take(landed.object()));
    } else if (event instanceof ProducerEvent.Tick tick) {
      answer.write(run.run(tick.time(), () -> remaining(context)));
    }
  }

  private Duration remaining(Context context) {
    return Duration.ofMillis(context.getRemainingTimeInMillis()).minus(config.reserve());
  }
}
