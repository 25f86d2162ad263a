package dev.sluice.localaws.kinesis;

import java.nio.charset.StandardCharsets;

/** A record to be stored. */
record NewRecord(byte[] key, byte[] data) {
  NewRecord(String partitionKey, byte[] data) {
    this(partitionKey.getBytes(StandardCharsets.UTF_8), data);
  }
}
