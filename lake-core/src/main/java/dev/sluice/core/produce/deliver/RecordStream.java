package dev.sluice.core.produce.deliver;

import java.util.List;

/**
 * A stream that takes records in batches, each record on its own: some may be taken and others not.
 * It doesn't throw for what the stream answers or doesn't answer; {@link Outcome} says it.
 */
public interface RecordStream {
  /**
   * Sends a batch once, without retrying.
   *
   * @param batch within the stream's limits, not empty
   * @return one outcome for each entry, in order
   */
  List<Outcome> put(List<Entry> batch);

  /** What became of an entry. */
  sealed interface Outcome {}

  /** It is in the stream. */
  record Accepted(String shard, String sequenceNumber) implements Outcome {}

  /**
   * It is not in the stream.
   *
   * @param code the stream's word for why, e.g. ProvisionedThroughputExceededException
   * @param message in the stream's words
   * @param retryable whether a later try may succeed
   */
  record Refused(String code, String message, boolean retryable) implements Outcome {}

  /**
   * No answer came, or one that leaves it open: it may be in the stream. A retry can double it;
   * equal ids tell.
   *
   * @param message what happened instead
   */
  record Unknown(String message) implements Outcome {}
}
