package dev.sluice.core.event;

import java.time.Instant;
import java.util.Optional;

/**
 * The records of one Kinesis event, decoded into flat arrays: all payloads lie one after the other
 * in {@link #data()}, record {@code i} is the slice of {@link #length} bytes from {@link #offset}
 * on. Records are in stream order. Records that the Kinesis Producer Library packed into one share
 * that one's sequence number and differ in {@link #subSequence}; so do log events of one message.
 *
 * <p>The arrays are not copied on the way out; callers don't change them.
 */
public final class RecordBatch {
  private final RecordColumns columns;
  private final Envelope envelope;

  RecordBatch(RecordColumns columns, Envelope envelope) {
    this.columns = columns;
    this.envelope = envelope;
  }

  /** Number of records. */
  public int size() {
    return columns.size;
  }

  /** All payloads; longer than they need. */
  public byte[] data() {
    return columns.data;
  }

  /** Records of the stream that hold none of the schema's: control messages of CloudWatch Logs. */
  public int passedOver() {
    return columns.passedOver;
  }

  /** Where the record's payload starts in {@link #data()}. */
  public int offset(int record) {
    return columns.offsets[record];
  }

  /** The payload's number of bytes. */
  public int length(int record) {
    return columns.lengths[record];
  }

  /** The sequence number that Kinesis gave, decimal digits. */
  public String sequenceNumber(int record) {
    return columns.sequenceNumbers[record];
  }

  /** The position in its aggregate, from 0; 0 for a record that came alone. */
  public int subSequence(int record) {
    return columns.subSequences[record];
  }

  /** The record's own partition key, also inside an aggregate. */
  public String partitionKey(int record) {
    return columns.partitionKeys[record];
  }

  /** When Kinesis took it, epoch milliseconds. */
  public long arrivalMillis(int record) {
    return columns.arrivalMillis[record];
  }

  /**
   * Why the payload could not be decoded. Then the payload is what came: the base64 text if that is
   * broken, or the bytes of the whole aggregate. Empty for every sound record.
   */
  public Optional<String> undecodable(int record) {
    return Optional.ofNullable(columns.problems[record]);
  }

  /** The shard that all records come from, e.g. {@code shardId-000000000000}; empty if unknown. */
  public String shardId() {
    return envelope.shardId;
  }

  /** The tumbling window, if the event source mapping has one. */
  public Optional<Window> window() {
    return Optional.ofNullable(envelope.window);
  }

  /** The window's state as it was last returned, as JSON text; empty if there is none yet. */
  public Optional<byte[]> state() {
    return Optional.ofNullable(envelope.state);
  }

  /** Whether the window ends with this event. */
  public boolean isFinalInvokeForWindow() {
    return envelope.finalInvoke;
  }

  /** Whether the window ends early because its state grew too large or the shard closed. */
  public boolean isWindowTerminatedEarly() {
    return envelope.terminatedEarly;
  }

  /**
   * A tumbling window.
   *
   * @param start inclusive
   * @param end exclusive
   */
  public record Window(Instant start, Instant end) {
    public Window {
      if (!start.isBefore(end)) {
        throw new IllegalArgumentException("A window from " + start + " to " + end + " is empty");
      }
    }
  }

  /** What an event says besides its records. */
  static final class Envelope {
    String shardId = "";
    Window window;
    byte[] state;
    boolean finalInvoke;
    boolean terminatedEarly;
  }
}
