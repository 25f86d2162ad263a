package dev.sluice.consumer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.sluice.core.event.KinesisEventReader;
import jakarta.inject.Named;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;

/** Stream to alerts: a Kinesis event in, the window's state and what failed out; and digests. */
@Named("consumer")
public class ConsumerHandler implements RequestStreamHandler {
  private final KinesisEventReader reader;
  private final CountedAlerts alerts;
  private final ScheduledDigest digests;

  /** With all that it works with. */
  public ConsumerHandler(KinesisEventReader reader, CountedAlerts alerts, ScheduledDigest digests) {
    this.reader = reader;
    this.alerts = alerts;
    this.digests = digests;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream answer, Context context)
      throws IOException {
    BufferedInputStream event = new BufferedInputStream(input);
    Optional<Instant> digest = DigestEvent.time(event);
    if (digest.isPresent()) {
      digests.send(digest.get(), context, answer);
    } else {
      alerts.process(reader.read(event), context).writeTo(answer);
    }
  }
}
