package dev.sluice.core.event;

import dev.sluice.core.event.EventCursor.Known;
import dev.sluice.core.event.RecordColumns.Slice;
import dev.sluice.core.event.RecordColumns.StreamPosition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the records of an event as Lambda writes it: {@code Records} first, plain ASCII without
 * escapes, no fields but texts and the arrival time. It gives up at whatever is different, right or
 * wrong, and the general parser reads the event from its beginning.
 *
 * <p>Most of an event is the same text in each record. A field that is not needed is compared with
 * the one at its place in the record before, and passed over if it is the same.
 */
final class EventScanner {
  private static final long NO_ARRIVAL = -1;
  private static final byte[] RECORDS = ascii("Records");
  private static final byte[] KINESIS = ascii("kinesis");
  private static final byte[] EVENT_ID = ascii("eventID");
  private static final byte[] DATA = ascii("data");
  private static final byte[] SEQUENCE = ascii("sequenceNumber");
  private static final byte[] KEY = ascii("partitionKey");
  private static final byte[] ARRIVAL = ascii("approximateArrivalTimestamp");

  private final EventCursor cursor;
  private final RecordColumns columns;
  private final Known knownOfRecord = new Known();
  private final Known knownOfKinesis = new Known();
  private String shardId = "";
  private byte[] shard = {};
  private int shardFrom;
  private String sequenceNumber;
  private int sequenceFrom;
  private String partitionKey;
  private long arrivalMillis;
  private Slice payload;

  /**
   * @param event followed by {@link EventBytes#MARGIN} bytes 0
   * @param columns gets the records
   */
  EventScanner(byte[] event, RecordColumns columns) {
    this.cursor = new EventCursor(event);
    this.columns = columns;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The shard of the records; empty if there are none. */
  String shardId() {
    return shardId;
  }

  /**
   * Where an object begins that has the rest of the event's fields, if an opening brace is put
   * there: at the comma behind the records, or at their closing bracket if the event ends there.
   * Negative: neither follows.
   */
  int end() {
    int bracket = cursor.at - 1;
    if (!cursor.takes(',')) {
      return cursor.takes('}') ? bracket : -1;
    }
    int comma = cursor.at - 1;
    return cursor.takes('"') ? comma : -1;
  }

  /** False: the event is not of this form, and columns hold some of it. */
  boolean readRecords() {
    boolean begins =
        cursor.takes('{') && cursor.takesName() && cursor.isNamed(RECORDS) && cursor.takes('[');
    if (!begins || cursor.takes(']')) {
      return begins;
    }
    do {
      if (!readRecord()) {
        return false;
      }
    } while (cursor.takes(','));
    return cursor.takes(']');
  }

  private boolean readRecord() {
    sequenceNumber = null;
    partitionKey = "";
    arrivalMillis = NO_ARRIVAL;
    payload = null;
    if (!cursor.takes('{')) {
      return false;
    }
    int field = 0;
    do {
      if (!cursor.takesKnown(knownOfRecord, field) && !(cursor.takesName() && readField(field))) {
        return false;
      }
      field++;
    } while (cursor.takes(','));
    return cursor.takes('}') && append();
  }

  private boolean readField(int field) {
    if (cursor.isNamed(KINESIS)) {
      return readKinesis();
    }
    boolean isEventId = cursor.isNamed(EVENT_ID);
    if (isEventId && takesSameShard()) {
      return true;
    }
    if (!cursor.takesText()) {
      return false;
    }
    if (isEventId) {
      return readShard();
    }
    cursor.know(knownOfRecord, field);
    return true;
  }

  private boolean readKinesis() {
    if (!cursor.takes('{')) {
      return false;
    }
    int field = 0;
    do {
      if (!cursor.takesKnown(knownOfKinesis, field)
          && !(cursor.takesName() && readKinesisField(field))) {
        return false;
      }
      field++;
    } while (cursor.takes(','));
    return cursor.takes('}');
  }

  private boolean readKinesisField(int field) {
    if (cursor.isNamed(DATA)) {
      return readData();
    }
    if (cursor.isNamed(ARRIVAL)) {
      arrivalMillis = cursor.takeSeconds();
      return arrivalMillis != NO_ARRIVAL;
    }
    if (!cursor.takesText()) {
      return false;
    }
    if (cursor.isNamed(SEQUENCE)) {
      sequenceNumber = cursor.text();
      sequenceFrom = cursor.textFrom;
    } else if (cursor.isNamed(KEY)) {
      partitionKey = cursor.text();
    } else {
      cursor.know(knownOfKinesis, field);
    }
    return true;
  }

  private boolean readData() {
    if (!cursor.takesText()) {
      return false;
    }
    int length = cursor.textEnd - cursor.textFrom;
    columns.reserve(Base64Text.maxDecodedLength(length));
    int start = columns.end;
    int end = Base64Text.decode(cursor.event, cursor.textFrom, length, columns.data, start);
    if (end < 0) {
      return false;
    }
    columns.end = end;
    payload = new Slice(start, end - start, null);
    return true;
  }

  /** The same shard as before, and this record's sequence number: so it is in each event. */
  private boolean takesSameShard() {
    int from = cursor.at;
    boolean isSame =
        shard.length > 0
            && sequenceNumber != null
            && cursor.takes('"')
            && cursor.takesSame(shardFrom, shard.length + 1)
            && cursor.takesSame(sequenceFrom, sequenceNumber.length() + 1);
    cursor.at = isSame ? cursor.at : from;
    return isSame;
  }

  private boolean readShard() {
    int end = cursor.textFrom + shard.length;
    boolean isSame =
        shard.length > 0
            && end < cursor.textEnd
            && cursor.event[end] == ':'
            && Arrays.equals(cursor.event, cursor.textFrom, end, shard, 0, shard.length);
    if (isSame || shard.length > 0) {
      return isSame;
    }
    String id = cursor.text();
    shardId = id.substring(0, Math.max(id.indexOf(':'), 0));
    shard = ascii(shardId);
    shardFrom = cursor.textFrom;
    return shard.length > 0;
  }

  private boolean append() {
    if (sequenceNumber == null || payload == null || arrivalMillis == NO_ARRIVAL) {
      return false;
    }
    columns.take(new StreamPosition(sequenceNumber, 0, arrivalMillis), partitionKey, payload);
    return !columns.isTooLarge();
  }
}
