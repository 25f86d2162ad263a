package dev.sluice.core.produce;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * One scheduled invocation: all feeds of a pipeline, one after the other. Each gets its share of
 * the time, and what the ones before it left over. A feed that fails doesn't keep the others from
 * their work; its failure is thrown when they are done.
 */
public final class PipelineProducer {
  private final List<FeedProducer> feeds;

  public PipelineProducer(List<FeedProducer> feeds) {
    this.feeds = List.copyOf(feeds);
  }

  /**
   * Does what is due at that time.
   *
   * @param time the scheduled time
   * @param remaining the time left, as for {@link FeedProducer#run}
   * @return what the feeds did together
   * @throws IOException the first feed's failure, the others' suppressed
   */
  public ProducerReport run(Instant time, Supplier<Duration> remaining) throws IOException {
    ProducerReport total = ProducerReport.nothing();
    IOException failure = null;
    for (int i = 0; i < feeds.size(); i++) {
      try {
        total = total.plus(feeds.get(i).run(time, share(remaining, feeds.size() - i)));
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    return total;
  }

  private static Supplier<Duration> share(Supplier<Duration> remaining, int feedsLeft) {
    if (feedsLeft == 1) {
      return remaining;
    }
    Duration forOthers = remaining.get().multipliedBy(feedsLeft - 1L).dividedBy(feedsLeft);
    return () -> remaining.get().minus(forOthers);
  }
}
