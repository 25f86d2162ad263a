package dev.sluice.localaws.esm;

import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.util.List;

/**
 * Records that a mapping gave up.
 *
 * @param condition {@code RetryAttemptsExhausted} or {@code RecordAgeExceeded}
 * @param reason the function's last error
 */
public record Discard(
    String function,
    String shard,
    List<StoredRecord> records,
    String condition,
    String reason,
    int attempts) {}
