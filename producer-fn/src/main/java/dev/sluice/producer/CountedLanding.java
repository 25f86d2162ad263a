package dev.sluice.producer;

import dev.sluice.core.landing.LandedObject;
import dev.sluice.core.landing.LandingOutcome;
import dev.sluice.core.landing.LandingZone;
import dev.sluice.core.metrics.Metrics;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Takes landed files and leaves counts as metrics, and a warning where one was not taken. */
@Singleton
public class CountedLanding {
  private static final Logger LOG = Logger.getLogger(CountedLanding.class);

  private final LandingZone zone;
  private final Metrics metrics;

  CountedLanding(LandingZone zone, Metrics metrics) {
    this.zone = zone;
    this.metrics = metrics;
  }

  LandingOutcome take(LandedObject object) throws IOException {
    LandingOutcome outcome = zone.take(object);
    Map<String, Long> counts = new LinkedHashMap<>();
    if (outcome instanceof LandingOutcome.Stored stored) {
      LOG.infof("%s: %d rows to %s", object.key(), stored.rows(), stored.to());
      counts.put("LandedFiles", 1L);
      counts.put("LandedRows", stored.rows());
    } else if (outcome instanceof LandingOutcome.Rejected rejected) {
      LOG.warnf(
          "%s was rejected: %s. It is kept as %s", object.key(), rejected.reason(), rejected.to());
      counts.put("RejectedFiles", 1L);
      counts.put("Rejected", rejected.rows());
    } else if (outcome instanceof LandingOutcome.Unmatched unmatched) {
      LOG.warnf("%s was left where it is: %s", object.key(), unmatched.reason());
      counts.put("UnmatchedFiles", 1L);
    } else {
      LOG.infof("%s: %s", object.key(), outcome);
      counts.put("RepeatedFiles", 1L);
    }
    metrics.count(counts);
    return outcome;
  }
}
