package dev.sluice.core.digest;

import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.record.Period;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A stream that is read again, from a time on. */
public interface StreamHistory {
  /**
   * Hands over all records that arrived in a period, those of a shard in their order. Batches may
   * hold a few that arrived before or after it. Only one batch at a time is kept in memory.
   *
   * @param goOn asked before each call to the service; false ends reading, and the coverage tells
   * @throws IOException if the stream can't be read
   */
  Coverage read(Period period, BooleanSupplier goOn, Consumer<RecordBatch> batches)
      throws IOException;

  /**
   * What was read.
   *
   * @param shards how many there are, closed ones included
   * @param unfinished the shards that could not be read to the period's end in time, and up to
   *     which arrival they were read
   * @param keptFrom if the period begins before what the stream still keeps: from when on it does
   */
  record Coverage(int shards, SortedMap<String, Instant> unfinished, Optional<Instant> keptFrom) {
    public Coverage {
      unfinished = Collections.unmodifiableSortedMap(new TreeMap<>(unfinished));
    }
  }
}
