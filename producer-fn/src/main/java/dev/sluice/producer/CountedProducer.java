package dev.sluice.producer;

import dev.sluice.core.metrics.Metrics;
import dev.sluice.core.produce.PipelineProducer;
import dev.sluice.core.produce.ProducerReport;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** A producer run that leaves its counts as metrics, and a warning where records failed. */
@Singleton
public class CountedProducer {
  private static final Logger LOG = Logger.getLogger(CountedProducer.class);

  private final PipelineProducer run;
  private final Metrics metrics;

  CountedProducer(PipelineProducer run, Metrics metrics) {
    this.run = run;
    this.metrics = metrics;
  }

  ProducerReport run(Instant time, Supplier<Duration> remaining) throws IOException {
    ProducerReport report = run.run(time, remaining);
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("Ticks", report.ticks());
    counts.put("Produced", report.produced());
    counts.put("Failed", report.failed());
    counts.put("Rejected", report.rejected());
    // A metric costs by the month: only sources that have these counts pay for them.
    countIfAny(counts, "Landed", report.landed());
    countIfAny(counts, "Missed", report.missed());
    metrics.count(counts);
    if (report.failed() > 0) {
      LOG.warnf(
          "%d of %d records could not be delivered; they are kept under failed/",
          report.failed(), report.produced());
    }
    return report;
  }

  private static void countIfAny(Map<String, Long> counts, String name, long count) {
    if (count > 0) {
      counts.put(name, count);
    }
  }
}
