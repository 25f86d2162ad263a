package dev.sluice.core.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.core.event.RecordColumns.Slice;
import dev.sluice.core.event.Unpacker.Unfit;
import dev.sluice.core.record.Encodings;
import dev.sluice.core.record.JsonLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A message of a CloudWatch Logs subscription. Each of its log events becomes a record with the
 * event's own fields ({@code id}, {@code timestamp} in epoch milliseconds, {@code message}), the
 * envelope's {@code logGroup}, {@code logStream} and {@code owner}, and, if the message is a JSON
 * object, that one's fields. All values are copied as they are written. A control message, with
 * which CloudWatch Logs tries out the stream, is no record; it is counted. A record that was made
 * so once, and comes again, stays as it is: rejected ones are put back into the stream.
 *
 * <p>Source: Amazon CloudWatch Logs User Guide, "Real-time processing of log data with
 * subscriptions".
 */
final class LogEnvelope {
  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(new JsonLimits()).build();
  private static final String NOT_ONE = "not a message of CloudWatch Logs: ";

  private final RecordColumns columns;
  private final byte[] data;
  private final Slice payload;
  private final LogRecord record;
  private String messageType = "";
  private boolean hasEvents;
  private boolean hasId;
  private boolean hasGroup;
  private boolean hasStream;

  LogEnvelope(RecordColumns columns, Slice payload) {
    this.columns = columns;
    this.data = columns.data;
    this.payload = payload;
    this.record = new LogRecord(JSON, columns);
  }

  /**
   * Gives the records.
   *
   * @param mostEnd where the payloads may end
   * @throws Unfit if it is not such a message, or its records are too large in all
   */
  void expand(int mostEnd, Consumer<Slice> records) throws Unfit {
    Optional<String> other = Encodings.problem(data, payload.offset(), payload.length());
    if (other.isPresent()) {
      throw new Unfit(other.get());
    }
    try {
      readFields();
      if (isUnpacked()) {
        records.accept(payload);
        return;
      }
      switch (messageType) {
        case "CONTROL_MESSAGE" -> columns.passedOver++;
        case "DATA_MESSAGE" -> {
          if (!hasEvents) {
            throw new Unfit(NOT_ONE + "it has no logEvents");
          }
          readEvents(mostEnd, records);
        }
        case "" -> throw new Unfit(NOT_ONE + "it has no messageType");
        default ->
            throw new Unfit(
                NOT_ONE + "its messageType is neither DATA_MESSAGE nor CONTROL_MESSAGE");
      }
    } catch (JsonProcessingException e) {
      throw new Unfit(NOT_ONE + JsonLimits.problem(e));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory can't fail", e);
    }
  }

  /** An envelope has no id: a log event has, beside what its envelope said. */
  private boolean isUnpacked() {
    return hasId && hasGroup && hasStream && !hasEvents;
  }

  private JsonParser parser() throws IOException {
    return JSON.createParser(data, payload.offset(), payload.length());
  }

  /** The envelope's fields may come behind its events, so these are passed over at first. */
  private void readFields() throws IOException, Unfit {
    try (JsonParser parser = parser()) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Unfit(NOT_ONE + "it is not a JSON object");
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        hasEvents |= name.equals("logEvents") && value == JsonToken.START_ARRAY;
        hasId |= name.equals("id");
        hasGroup |= name.equals("logGroup");
        hasStream |= name.equals("logStream");
        switch (name) {
          case "messageType" -> messageType = parser.getValueAsString("");
          case "owner", "logGroup", "logStream" ->
              record.ofEnvelope(name, JsonCopy.of(data, payload.offset(), parser));
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new Unfit(NOT_ONE + "there is something behind it");
      }
    }
  }

  private void readEvents(int mostEnd, Consumer<Slice> records) throws IOException, Unfit {
    try (JsonParser parser = parser()) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (!name.equals("logEvents") || value != JsonToken.START_ARRAY) {
          parser.skipChildren();
          continue;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new Unfit(NOT_ONE + "a log event is not an object");
          }
          records.accept(readEvent(parser));
          if (columns.end > mostEnd) {
            throw new Unfit("its log events come to more than 32 MiB");
          }
        }
      }
    }
  }

  private Slice readEvent(JsonParser parser) throws IOException {
    record.begin();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (name.equals("message") && parser.currentToken() == JsonToken.VALUE_STRING) {
        record.message(parser.getText(), JsonCopy.of(data, payload.offset(), parser));
      } else {
        record.ofEvent(name, JsonCopy.of(data, payload.offset(), parser));
      }
    }
    return record.end();
  }
}
