package dev.sluice.edge;

import dev.sluice.core.produce.FeedProducer;
import dev.sluice.core.produce.ProducerReport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** A feed's ticks. */
final class FeedRun {
  private static final Duration LONGEST_RUN = Duration.ofMinutes(1);

  private final String name;
  private final FeedProducer feed;
  private final Buffer buffer;
  private final Clock clock;
  private final Consumer<String> warnings;
  private long heldBack;

  FeedRun(String name, FeedProducer feed, Buffer buffer, Clock clock, Consumer<String> warnings) {
    this.name = name;
    this.feed = feed;
    this.buffer = buffer;
    this.clock = clock;
    this.warnings = warnings;
  }

  /** Does what is due now. A failure is logged; the next tick makes it good. */
  void tick() {
    try {
      if (buffer.isFull()) {
        holdBack();
      } else {
        run();
      }
    } catch (IOException e) {
      warnings.accept(
          "%s: the tick is put off to the next one: %s".formatted(name, e.getMessage()));
    }
  }

  private void holdBack() {
    if (heldBack == 0) {
      warnings.accept(
          ("%s is not asked: %d MiB wait to be sent, which is the limit (SLUICE_EDGE_MIB). What is"
                  + " kept stays; files and pipes wait, and ticks of a sensor or an API are missed")
              .formatted(name, buffer.limit() >> 20));
    }
    heldBack++;
  }

  private void run() throws IOException {
    if (heldBack > 0) {
      warnings.accept("%s is asked again, after %d ticks without room".formatted(name, heldBack));
      heldBack = 0;
    }
    Instant end = clock.instant().plus(LONGEST_RUN);
    ProducerReport report = feed.run(clock.instant(), () -> Duration.between(clock.instant(), end));
    if (report.rejected() + report.failed() > 0) {
      warnings.accept(
          "%s: %d rejected, %d too large for the stream; they are kept under rejected/ and failed/"
              .formatted(name, report.rejected(), report.failed()));
    }
  }
}
