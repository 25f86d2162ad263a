package dev.sluice.producer;

import static java.util.Comparator.naturalOrder;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.TickedSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Drives the ticks where no schedule does: in a long-lived process ({@code sluice.process}). */
@Singleton
public class TickDriver {
  private static final Logger LOG = Logger.getLogger(TickDriver.class);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST_RUN = Duration.ofMinutes(1);

  private final CountedProducer run;
  private final Clock clock;

  TickDriver(CountedProducer run, Clock clock) {
    this.run = run;
    this.clock = clock;
  }

  void start(
      @Observes StartupEvent started,
      ProducerConfig config,
      Pipeline pipeline,
      Instance<Scheduler> scheduler) {
    if (!config.process()) {
      return;
    }
    Optional<Duration> shortest =
        pipeline.tickedSources().values().stream().map(TickedSource::every).min(naturalOrder());
    if (shortest.isEmpty()) {
      return;
    }
    Duration every = shortest.get();
    scheduler
        .get()
        .newJob("ticks")
        .setInterval((every.compareTo(SHORTEST) < 0 ? SHORTEST : every).toString())
        .setConcurrentExecution(ConcurrentExecution.SKIP)
        .setTask(execution -> tick())
        .schedule();
  }

  /** Produces what is due now. A failure is logged; the next tick makes it good. */
  void tick() {
    Instant end = clock.instant().plus(LONGEST_RUN);
    try {
      run.run(clock.instant(), () -> Duration.between(clock.instant(), end));
    } catch (IOException e) {
      LOG.error("The tick is put off to the next one", e);
    }
  }
}
