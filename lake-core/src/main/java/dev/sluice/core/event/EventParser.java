package dev.sluice.core.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.core.event.RecordBatch.Envelope;
import dev.sluice.core.event.RecordBatch.Window;
import dev.sluice.core.mask.RecordMasks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** One pass over one event. */
final class EventParser {
  private final JsonParser parser;
  private final RecordColumns columns;
  private final Envelope envelope = new Envelope();
  private final RecordParser records;
  private final Optional<RecordMasks> masks;

  EventParser(JsonParser parser, RecordColumns columns, Optional<RecordMasks> masks) {
    this.parser = parser;
    this.masks = masks;
    this.columns = columns;
    this.records = new RecordParser(parser, columns);
  }

  /** Reads what follows the records, which are in the columns. */
  RecordBatch parseAfterRecords(String shardId) throws IOException {
    parser.nextToken();
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      parser.nextToken();
      if (field.equals("Records")) {
        throw malformed("it has two fields Records");
      }
      readField(field);
    }
    return batch(shardId);
  }

  RecordBatch parse() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw malformed("it is not a JSON object");
    }
    boolean hasRecords = false;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      parser.nextToken();
      hasRecords |= field.equals("Records");
      readField(field);
    }
    if (!hasRecords) {
      throw malformed("it has no field Records");
    }
    return batch(records.shardId());
  }

  private RecordBatch batch(String shardId) throws IOException {
    if (envelope.shardId.isEmpty()) {
      envelope.shardId = shardId;
    }
    if (envelope.shardId.isEmpty() && columns.size > 0) {
      throw malformed("neither eventID nor shardId names the shard");
    }
    masks.ifPresent(each -> columns.mask(each.begin()));
    return new RecordBatch(columns, envelope);
  }

  private void readField(String field) throws IOException {
    switch (field) {
      case "Records" -> readRecords();
      case "shardId" -> envelope.shardId = parser.getValueAsString("");
      case "window" -> envelope.window = readWindow();
      case "state" -> envelope.state = readState();
      case "isFinalInvokeForWindow" -> envelope.finalInvoke = parser.getValueAsBoolean();
      case "isWindowTerminatedEarly" -> envelope.terminatedEarly = parser.getValueAsBoolean();
      default -> parser.skipChildren();
    }
  }

  private void readRecords() throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw malformed("Records is not an array");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String problem = records.readRecord();
      if (problem != null) {
        throw malformed(problem);
      }
    }
  }

  private Window readWindow() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw malformed("window is not an object");
    }
    Instant start = null;
    Instant end = null;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      parser.nextToken();
      switch (field) {
        case "start" -> start = instant();
        case "end" -> end = instant();
        default -> parser.skipChildren();
      }
    }
    if (start == null || end == null || !start.isBefore(end)) {
      throw malformed("the window must start before it ends: " + start + " to " + end);
    }
    return new Window(start, end);
  }

  private Instant instant() throws IOException {
    try {
      return Instant.parse(parser.getValueAsString(""));
    } catch (DateTimeException e) {
      throw new MalformedEventException("a window's limit is not an instant", where(), e);
    }
  }

  private byte[] readState() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    try (JsonGenerator generator = new JsonFactory().createGenerator(copy)) {
      generator.copyCurrentStructureExact(parser);
    }
    return copy.toByteArray();
  }

  private MalformedEventException malformed(String problem) {
    return new MalformedEventException(problem, where(), null);
  }

  /** The place in the event, for error messages. */
  String where() {
    var location = parser.currentLocation();
    return "line %d, column %d, after %d records"
        .formatted(location.getLineNr(), location.getColumnNr(), columns.size);
  }
}
