package dev.sluice.edge;

import dev.sluice.aws.FunctionStart;
import dev.sluice.aws.produce.Feeds;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.TickedSource;
import dev.sluice.core.produce.FeedProducer;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/** Asks each feed at its ticks, and sends what they gave, until it is ended. */
@Singleton
public class EdgeProcess {
  private static final Logger LOG = Logger.getLogger(EdgeProcess.class);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration UPLOADS = Duration.ofSeconds(5);
  private static final long GRACE_MILLIS = 3_000;

  private final Buffer buffer;
  private final Inputs inputs;
  private final Sender sender;
  private final Thread sending;
  private String uploadTrouble = "";

  EdgeProcess(Buffer buffer, Inputs inputs, Sender sender) {
    this.buffer = buffer;
    this.inputs = inputs;
    this.sender = sender;
    this.sending = new Thread(sender, "sender");
    sending.setDaemon(true);
  }

  void start(
      @Observes StartupEvent started,
      FunctionStart start,
      Feeds feeds,
      Scheduler scheduler,
      Clock clock) {
    Pipeline pipeline = start.pipeline();
    Map<String, TickedSource> sources = pipeline.tickedSources();
    Map<String, FeedProducer> producers =
        start.build(
            () -> {
              if (sources.isEmpty()) {
                throw new IllegalArgumentException(
                    "it has no source that is asked at regular moments; others put its records");
              }
              return feeds.producers();
            });
    for (Map.Entry<String, FeedProducer> feed : producers.entrySet()) {
      Duration every = sources.get(feed.getKey()).every();
      FeedRun run = new FeedRun(feed.getKey(), feed.getValue(), buffer, clock, LOG::warn);
      schedule(scheduler, feed.getKey(), every, run::tick);
    }
    schedule(scheduler, "uploads", UPLOADS, this::upload);
    if (producers.size() == 1) {
      schedule(scheduler, "end", SHORTEST, this::endWithInput);
    }
    sending.start();
  }

  private static void schedule(Scheduler scheduler, String name, Duration every, Runnable task) {
    scheduler
        .newJob(name)
        .setInterval((every.compareTo(SHORTEST) < 0 ? SHORTEST : every).toString())
        .setConcurrentExecution(ConcurrentExecution.SKIP)
        .setTask(execution -> task.run())
        .schedule();
  }

  private void upload() {
    String trouble = "";
    try {
      buffer.uploads().run();
    } catch (IOException e) {
      trouble = String.valueOf(e.getMessage());
    }
    if (!trouble.isEmpty() && uploadTrouble.isEmpty()) {
      LOG.warnf("The bucket can't be reached, what is for it waits on disk: %s", trouble);
    } else if (trouble.isEmpty() && !uploadTrouble.isEmpty()) {
      LOG.info("The bucket is reached again");
    }
    uploadTrouble = trouble;
  }

  /** Standard input that ends is the end, once all of it has been sent. */
  private void endWithInput() {
    try {
      if (inputs.isAtEnd() && buffer.waiting() == 0) {
        LOG.info("Standard input has ended, and all of it is sent");
        upload();
        Quarkus.asyncExit(0);
      }
    } catch (IOException e) {
      LOG.warn("What waits can't be counted", e);
    }
  }

  void stop(@Observes ShutdownEvent ended) throws IOException, InterruptedException {
    inputs.close();
    sender.end();
    sending.join(GRACE_MILLIS);
    sending.interrupt();
    long waiting = buffer.waiting();
    if (waiting > 0) {
      LOG.infof("%d bytes wait on disk for the next start", waiting);
    }
  }
}
