package dev.sluice.local.play;

import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.deliver.DeliveryResult;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.deliver.Undelivered;
import dev.sluice.local.report.FromElsewhere;
import dev.sluice.local.standin.Sender;
import dev.sluice.localaws.clock.LakeClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Puts a sender's records into a lake's stream; what isn't taken waits for the next time. */
final class SentRecords {
  private static final Duration PATIENCE = Duration.ofSeconds(50);
  private static final int KINESIS_RECORD = 1 << 20;
  private static final int MOST_ROUNDS_AT_THE_END = 20;

  private final Sender sender;
  private final LakeClock clock;
  private final Delivery delivery;
  private List<Undelivered> waiting = List.of();
  private long unanswered;

  SentRecords(Sender sender, LakeClock clock, EndpointStream stream) {
    this.sender = sender;
    this.clock = clock;
    this.delivery =
        new Delivery(
            stream,
            DeliveryLimits.kinesis(KINESIS_RECORD),
            clock::skip, // a pause passes in the played time
            new Random(42));
  }

  /** Puts what is due at the lake's time. */
  void put() {
    try {
      List<Entry> entries = new ArrayList<>();
      waiting.forEach(each -> entries.add(each.entry()));
      entries.addAll(sender.due(clock.instant()));
      Instant end = clock.instant().plus(PATIENCE);
      DeliveryResult result =
          delivery.deliver(entries, () -> Duration.between(clock.instant(), end));
      waiting = result.undelivered();
      unanswered += result.unanswered();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts what is left.
   *
   * @throws PlayException if the stream does not take all of it
   */
  void end() {
    for (int round = 0; round < MOST_ROUNDS_AT_THE_END && isUnfinished(); round++) {
      put();
    }
    if (!waiting.isEmpty()) {
      throw new PlayException(
          "%,d records could not be put into the stream: %s. Raise --parameter ShardCount, or make records smaller."
              .formatted(waiting.size(), waiting.get(0).reason()));
    }
    if (sender.hasMore()) {
      throw new PlayException(
          "there are more records than can be put in the played time. Play longer with --minutes.");
    }
  }

  private boolean isUnfinished() {
    return sender.hasMore() || !waiting.isEmpty();
  }

  FromElsewhere counts() {
    return new FromElsewhere(sender.given(), unanswered);
  }

  String note() {
    return sender.note();
  }

  void close() {
    try {
      sender.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
