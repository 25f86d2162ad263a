package dev.sluice.localaws.esm;

import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Records to deliver together, or a window's final invocation, which has none.
 *
 * @param failures how often the function failed on exactly these records
 * @param attempts how often they were given to it at all, throttled ones included
 * @param ending set for a final invocation
 */
record Batch(List<StoredRecord> records, int failures, int attempts, Optional<Ending> ending) {
  /** How a window ends. */
  enum Ending {
    /** Its time is over. */
    CLOSED,
    /** Its state grew beyond what Lambda keeps. */
    TERMINATED_EARLY
  }

  Batch {
    records = List.copyOf(records);
    if (records.isEmpty() == ending.isEmpty()) {
      throw new IllegalArgumentException("A batch has records, or else it ends a window");
    }
  }

  static Batch of(List<StoredRecord> records) {
    return new Batch(records, 0, 0, Optional.empty());
  }

  static Batch ending(Ending ending) {
    return new Batch(List.of(), 0, 0, Optional.of(ending));
  }

  /** The records from one index to another; what failed before counts for them too. */
  Batch slice(int from, int to, int failuresSoFar) {
    return new Batch(records.subList(from, to), failuresSoFar, attempts, ending);
  }

  Batch failed() {
    return new Batch(records, failures + 1, attempts + 1, ending);
  }

  Batch throttled() {
    return new Batch(records, failures, attempts + 1, ending);
  }

  int size() {
    return records.size();
  }

  Instant firstArrival() {
    return records.get(0).arrival();
  }

  /** The place of a sequence number; -1 if it is none of this batch. */
  int indexOf(String sequenceNumber) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).sequenceNumber().equals(sequenceNumber)) {
        return i;
      }
    }
    return -1;
  }
}
