package dev.sluice.localaws.esm;

import java.util.concurrent.atomic.LongAdder;

/** What a mapping has done, over all shards. */
public final class MappingCounts {
  private final LongAdder invocations = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder throttles = new LongAdder();
  private final LongAdder records = new LongAdder();
  private final LongAdder discarded = new LongAdder();

  void invoked(Batch batch, BatchOutcome outcome) {
    if (outcome instanceof BatchOutcome.NotInvoked) {
      throttles.increment();
      return;
    }
    invocations.increment();
    if (outcome instanceof BatchOutcome.Processed processed) {
      records.add(Math.min(processed.firstFailure(), batch.size()));
      errors.add(processed.firstFailure() < batch.size() ? 1 : 0);
    } else {
      errors.increment();
    }
  }

  void discarded(Discard discard) {
    discarded.add(discard.records().size());
  }

  /** Invocations, the failed ones included. */
  public long invocations() {
    return invocations.sum();
  }

  /** Invocations that failed on some record. */
  public long errors() {
    return errors.sum();
  }

  /** Invocations that were refused. */
  public long throttles() {
    return throttles.sum();
  }

  /** Records that were processed. */
  public long records() {
    return records.sum();
  }

  /** Records that were given up. */
  public long discarded() {
    return discarded.sum();
  }
}
