package dev.sluice.local.standin;

import dev.sluice.core.produce.deliver.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Who puts a pipeline's records into its stream, in a play of one that has no source. */
public interface Sender extends AutoCloseable {
  /**
   * What is put now. Each call goes on where the last one ended.
   *
   * @param now the lake's time
   */
  List<Entry> due(Instant now) throws IOException;

  /** The records that all entries so far hold, each as often as it was given. */
  long given();

  /** Whether there are more to come, whatever the time. */
  boolean hasMore();

  /** What to tell users: who puts, and what. */
  String note();

  @Override
  default void close() throws IOException {}
}
