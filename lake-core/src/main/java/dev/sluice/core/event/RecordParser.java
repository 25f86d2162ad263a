package dev.sluice.core.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.core.event.RecordColumns.Slice;
import dev.sluice.core.event.RecordColumns.StreamPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads the entries of {@code Records}, one after the other. */
final class RecordParser {
  private static final long NO_ARRIVAL = Long.MIN_VALUE;

  private final JsonParser parser;
  private final RecordColumns columns;
  private String shardId = "";
  private String sequenceNumber;
  private String partitionKey;
  private long arrivalMillis;
  private Slice payload;

  RecordParser(JsonParser parser, RecordColumns columns) {
    this.parser = parser;
    this.columns = columns;
  }

  /** The shard of the records read so far; empty before the first. */
  String shardId() {
    return shardId;
  }

  /** Appends the record at which the parser stands. Returns what is wrong with it, or null. */
  String readRecord() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return "a record is not an object";
    }
    sequenceNumber = null;
    partitionKey = "";
    arrivalMillis = NO_ARRIVAL;
    payload = null;
    String problem = null;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (field.equals("kinesis") && value == JsonToken.START_OBJECT) {
        problem = readKinesis();
      } else if (field.equals("eventID")) {
        problem = readShardId();
      } else {
        parser.skipChildren();
      }
      if (problem != null) {
        return problem;
      }
    }
    return append();
  }

  private String readKinesis() throws IOException {
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (field) {
        case "data" -> payload = value == JsonToken.VALUE_STRING ? readData() : null;
        case "sequenceNumber" -> sequenceNumber = parser.getValueAsString();
        case "partitionKey" -> partitionKey = parser.getValueAsString("");
        case "approximateArrivalTimestamp" -> {
          if (!value.isNumeric()) {
            return "approximateArrivalTimestamp is not a number";
          }
          arrivalMillis = DecimalSeconds.toMillis(parser);
          if (arrivalMillis == DecimalSeconds.OUT_OF_RANGE) {
            return "approximateArrivalTimestamp is out of range";
          }
        }
        default -> parser.skipChildren();
      }
    }
    return null;
  }

  private Slice readData() throws IOException {
    String text = parser.getText();
    byte[] base64 = text.getBytes(StandardCharsets.ISO_8859_1);
    columns.reserve(Base64Text.maxDecodedLength(base64.length));
    int start = columns.end;
    int end = Base64Text.decode(base64, 0, base64.length, columns.data, start);
    if (end < 0) {
      return keepText(text);
    }
    columns.end = end;
    return new Slice(start, end - start, null);
  }

  private Slice keepText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    columns.reserve(bytes.length);
    System.arraycopy(bytes, 0, columns.data, columns.end, bytes.length);
    Slice slice = new Slice(columns.end, bytes.length, "data is not base64");
    columns.end += bytes.length;
    return slice;
  }

  private String readShardId() throws IOException {
    String eventId = parser.getValueAsString("");
    int colon = eventId.indexOf(':');
    if (colon <= 0) {
      return "eventID is not shard:sequenceNumber";
    }
    if (shardId.isEmpty()) {
      shardId = eventId.substring(0, colon);
    } else if (shardId.length() != colon || !eventId.startsWith(shardId)) {
      return "records of " + shardId + " and " + eventId.substring(0, colon) + " are mixed";
    }
    return null;
  }

  private String append() {
    if (sequenceNumber == null || payload == null || arrivalMillis == NO_ARRIVAL) {
      return "a record lacks "
          + (sequenceNumber == null
              ? "sequenceNumber"
              : payload == null ? "data" : "approximateArrivalTimestamp");
    }
    columns.take(new StreamPosition(sequenceNumber, 0, arrivalMillis), partitionKey, payload);
    return columns.isTooLarge()
        ? "its records unpack to more than 64 MiB: fewer are to come at a time,"
        : null;
  }
}
