package dev.sluice.localaws.kinesis.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * How far a reader has processed a shard.
 *
 * @param after the sequence number of the last record that is done; empty: none is
 * @param state the reader's own; missing if it has none
 */
public record ReaderCheckpoint(Optional<String> after, JsonNode state) {
  /** Without a state. */
  public static ReaderCheckpoint after(Optional<String> sequenceNumber) {
    return new ReaderCheckpoint(sequenceNumber, MissingNode.getInstance());
  }
}
