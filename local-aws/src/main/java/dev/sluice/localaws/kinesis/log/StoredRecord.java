package dev.sluice.localaws.kinesis.log;

import java.time.Instant;

/** A record as a shard keeps it. */
public record StoredRecord(
    String sequenceNumber, String partitionKey, byte[] data, Instant arrival) {}
