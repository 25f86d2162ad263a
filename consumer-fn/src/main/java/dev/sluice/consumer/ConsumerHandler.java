package dev.sluice.consumer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.sluice.core.alert.AlertReply;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.metrics.Metrics;
import jakarta.inject.Named;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Stream to alerts: a Kinesis event in, the window's state and what failed out; and digests. */
@Named("consumer")
public class ConsumerHandler implements RequestStreamHandler {
  private final Logger log = Logger.getLogger(ConsumerHandler.class);
  private final KinesisEventReader reader;
  private final LazyAlerts alerts;
  private final ScheduledDigest digests;
  private final Metrics metrics;

  /** With all that it works with. */
  public ConsumerHandler(
      KinesisEventReader reader, LazyAlerts alerts, ScheduledDigest digests, Metrics metrics) {
    this.reader = reader;
    this.alerts = alerts;
    this.digests = digests;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream answer, Context context)
      throws IOException {
    BufferedInputStream event = new BufferedInputStream(input);
    Optional<Instant> digest = DigestEvent.time(event);
    if (digest.isPresent()) {
      digests.send(digest.get(), context, answer);
    } else {
      watch(event, answer);
    }
  }

  private void watch(InputStream event, OutputStream answer) throws IOException {
    AlertReply reply = alerts.get().process(reader.read(event));
    metrics.count(reply.counts().asMetrics());
    tell(reply);
    reply.writeTo(answer);
  }

  private void tell(AlertReply reply) {
    reply.failure().ifPresent(why -> log.errorf("The batch is to be sent again: %s", why));
    if (reply.counts().stateLost()) {
      log.error("The window's state was of another version; its counts are lost");
    }
    if (reply.counts().unwatched() > 0) {
      log.warnf("%d readings of devices beyond what rules remember", reply.counts().unwatched());
    }
    reply
        .counts()
        .staging()
        .forEach((rule, count) -> log.infof("Staging rule %s: %d violations", rule, count));
  }
}
