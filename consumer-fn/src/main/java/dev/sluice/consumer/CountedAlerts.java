package dev.sluice.consumer;

import com.amazonaws.services.lambda.runtime.Context;
import dev.sluice.core.alert.AlertReply;
import dev.sluice.core.alert.AlertUndeliveredException;
import dev.sluice.core.alert.StreamAlerts;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.metrics.Metrics;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The alerts of a batch, which leave their counts as metrics, and a line where something failed.
 */
@Singleton
public class CountedAlerts {
  private static final Logger LOG = Logger.getLogger(CountedAlerts.class);

  /** A message may take 15 s, and what was sent is stored after it. */
  private static final int RESERVE_MILLIS = 25_000;

  /** Otherwise only the iterator's age would show it, and advise more shards. */
  private static final Map<String, Long> REFUSED = Map.of("AlertsRefused", 1L);

  private final Supplier<StreamAlerts> alerts;
  private final Metrics metrics;

  CountedAlerts(Supplier<StreamAlerts> alerts, Metrics metrics) {
    this.alerts = alerts;
    this.metrics = metrics;
  }

  AlertReply process(RecordBatch batch, Context context) {
    try {
      AlertReply reply =
          alerts.get().process(batch, () -> context.getRemainingTimeInMillis() > RESERVE_MILLIS);
      metrics.count(reply.counts().asMetrics());
      reply.failure().ifPresent(this::count);
      tell(reply);
      return reply;
    } catch (AlertUndeliveredException e) {
      count(e);
      throw e;
    }
  }

  private void count(AlertUndeliveredException failure) {
    if (failure.isRefused()) {
      metrics.count(REFUSED);
    }
  }

  private static void tell(AlertReply reply) {
    reply
        .failure()
        .ifPresent(why -> LOG.errorf("The batch will be delivered again: %s", why.getMessage()));
    if (reply.counts().stateLost()) {
      LOG.error(
          "The window's state was written by another version and can't be read; its counts are"
              + " lost");
    }
    if (reply.counts().unwatched() > 0) {
      LOG.warnf(
          "%d readings of devices were not watched: the memory of the rules is full",
          reply.counts().unwatched());
    }
    reply
        .counts()
        .staging()
        .forEach((rule, count) -> LOG.infof("Staging rule %s: %d violations", rule, count));
  }
}
