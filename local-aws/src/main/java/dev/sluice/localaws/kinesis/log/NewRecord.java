package dev.sluice.localaws.kinesis.log;

import java.nio.charset.StandardCharsets;

/** A record to be stored. */
public record NewRecord(byte[] key, byte[] data) {
  public NewRecord(String partitionKey, byte[] data) {
    this(partitionKey.getBytes(StandardCharsets.UTF_8), data);
  }
}
