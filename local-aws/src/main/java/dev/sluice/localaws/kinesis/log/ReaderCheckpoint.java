package dev.sluice.localaws.kinesis.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a reader has processed a shard.
 *
 * @param after the sequence number of the last record that is done, as all before it are; empty:
 *     none is
 * @param lanes of a reader that deals a shard to several lanes: how far each is, empty texts where
 *     nothing is done; no elements for any other reader
 * @param state the reader's own; missing if it has none
 */
public record ReaderCheckpoint(Optional<String> after, List<String> lanes, JsonNode state) {
  public ReaderCheckpoint {
    lanes = List.copyOf(lanes);
  }

  /** Of a reader with one lane. */
  public ReaderCheckpoint(Optional<String> after, JsonNode state) {
    this(after, List.of(), state);
  }

  /** Without a state. */
  public static ReaderCheckpoint after(Optional<String> sequenceNumber) {
    return new ReaderCheckpoint(sequenceNumber, MissingNode.getInstance());
  }

  /** Of lanes: what all of them have done is done. */
  public static ReaderCheckpoint ofLanes(List<String> lanes) {
    Optional<String> lowest = lanes.stream().min(String::compareTo).filter(each -> !each.isEmpty());
    return new ReaderCheckpoint(lowest, lanes, MissingNode.getInstance());
  }

  /** The youngest record that any lane has done. */
  public Optional<String> furthest() {
    return Stream.concat(after.stream(), lanes.stream())
        .max(String::compareTo)
        .filter(each -> !each.isEmpty());
  }

  /** The same, with nothing done beyond that record. */
  public ReaderCheckpoint takenBackTo(String last) {
    return new ReaderCheckpoint(
        after.map(each -> earlier(each, last)),
        lanes.stream().map(each -> earlier(each, last)).toList(),
        state);
  }

  private static String earlier(String one, String other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
