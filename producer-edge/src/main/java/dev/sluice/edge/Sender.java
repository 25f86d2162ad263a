package dev.sluice.edge;

import dev.sluice.core.produce.SideObjects;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryResult;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Sends what the {@link Spool} holds, in order, for as long as it takes. A record that the stream
 * can never take is kept under {@code failed/} with the reason.
 */
final class Sender implements Runnable {
  private static final int ENOUGH_BYTES = 4 << 20;
  private static final long WAIT_MILLIS = 1_000;
  private static final long AFTER_FAILURE_MILLIS = 5_000;
  private static final Duration FOREVER = Duration.ofDays(1);

  private final Spool spool;
  private final Delivery delivery;
  private final SideObjects beside;
  private final Clock clock;
  private final Consumer<String> warnings;
  private volatile boolean isEnding;

  Sender(
      Spool spool, Delivery delivery, SideObjects beside, Clock clock, Consumer<String> warnings) {
    this.spool = spool;
    this.delivery = delivery;
    this.beside = beside;
    this.clock = clock;
    this.warnings = warnings;
  }

  @Override
  public void run() {
    try {
      while (!isEnding) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step() throws InterruptedException {
    try {
      send(spool.next(delivery.limits().batchRecords(), ENOUGH_BYTES, WAIT_MILLIS));
    } catch (IOException e) {
      if (!isEnding) {
        warnings.accept("What waits on disk can't be read or kept: " + e.getMessage());
        Thread.sleep(AFTER_FAILURE_MILLIS);
      }
    }
  }

  private void send(Spool.Batch batch) throws IOException {
    if (batch.entries().isEmpty()) {
      return;
    }
    DeliveryResult result =
        delivery.deliver(batch.entries(), () -> isEnding ? Duration.ZERO : FOREVER);
    if (result.undelivered().isEmpty()) {
      spool.done(batch);
    } else if (!isEnding && !Thread.currentThread().isInterrupted()) {
      warnings.accept(
          "%d records can't be taken by the stream and are kept under failed/: %s"
              .formatted(result.undelivered().size(), result.undelivered().get(0).reason()));
      beside.storeFailed(clock.instant(), result.undelivered());
      spool.done(batch);
    }
  }

  /** What is not sent then stays on disk. */
  void end() {
    isEnding = true;
  }
}
