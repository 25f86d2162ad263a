package dev.sluice.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.core.event.RecordColumns.Slice;
import dev.sluice.core.record.Utf8Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes the records of an envelope's log events. If the message is a JSON object, its fields stand
 * beside the others; one whose name is taken gets {@code message_} before it, as often as it takes
 * for no other field to be called so: neither an application's field is lost nor the event's {@code
 * id}, which is different for each event.
 */
final class LogRecord {
  private static final String MESSAGE = "message";
  private static final Set<String> TAKEN =
      Set.of("id", "timestamp", MESSAGE, "logGroup", "logStream", "owner");
  private static final String PREFIX = "message_";

  private final JsonFactory json;
  private final RecordColumns columns;
  private final ByteArrayOutputStream envelope = new ByteArrayOutputStream();

  /** The names of the event's own fields, and those that its message's fields have. */
  private final Set<String> ofEvent = new HashSet<>();

  private final Set<String> ofMessage = new HashSet<>();
  private final Map<String, JsonCopy> renamed = new LinkedHashMap<>();
  private String message = "";
  private int start;
  private boolean isEmpty;

  LogRecord(JsonFactory json, RecordColumns columns) {
    this.json = json;
    this.columns = columns;
  }

  /** A field that all records get. */
  void ofEnvelope(String name, JsonCopy value) {
    envelope.write(',');
    envelope.writeBytes(quoted(name));
    envelope.write(value.data(), value.offset(), value.length());
  }

  void begin() {
    start = columns.end;
    isEmpty = true;
    ofEvent.clear();
    message = "";
    write(new byte[] {'{'});
  }

  void ofEvent(String name, JsonCopy value) {
    message = name.equals(MESSAGE) ? "" : message;
    ofEvent.add(name);
    field(name, value);
  }

  /** The message, as it is and, if it is a JSON object, with its fields. */
  void message(String text, JsonCopy value) {
    ofEvent(MESSAGE, value);
    message = text;
  }

  /** To be called when the names of all of the event's fields are known. */
  private void addFields() {
    if (message.stripLeading().startsWith("{")
        && !Utf8Text.hasHalfOfAPair(message.toCharArray(), 0, message.length())) {
      int behind = columns.end;
      try {
        addFields(message.getBytes(UTF_8));
      } catch (JsonProcessingException e) { // a text like any other
        columns.end = behind;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException("Reading from memory can't fail", e);
      }
    }
  }

  /** A name that is free stays as it is, wherever in the message it stands. */
  private void addFields(byte[] object) throws IOException {
    ofMessage.clear();
    renamed.clear();
    try (JsonParser parser = json.createParser(object)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        JsonCopy value = JsonCopy.of(object, 0, parser);
        if (TAKEN.contains(name) || ofEvent.contains(name)) {
          renamed.put(name, value);
        } else {
          ofMessage.add(name);
          field(name, value);
        }
      }
      if (parser.nextToken() != null) {
        throw new com.fasterxml.jackson.core.JsonParseException(parser, "Two values");
      }
    }
    renamed.forEach((name, value) -> field(freeName(PREFIX + name), value));
  }

  private String freeName(String name) {
    boolean isFree = !ofEvent.contains(name) && ofMessage.add(name);
    return isFree ? name : freeName(PREFIX + name);
  }

  /** The record. */
  Slice end() {
    addFields();
    byte[] common = envelope.toByteArray();
    int from = isEmpty && common.length > 0 ? 1 : 0;
    write(common, from, common.length - from);
    write(new byte[] {'}'});
    return new Slice(start, columns.end - start, null);
  }

  private void field(String name, JsonCopy value) {
    if (!isEmpty) {
      write(new byte[] {','});
    }
    isEmpty = false;
    write(quoted(name));
    write(value.data(), value.offset(), value.length());
  }

  private static byte[] quoted(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(name, quoted);
    if (Utf8Text.hasHalfOfAPair(name.toCharArray(), 0, name.length())) {
      String text = quoted.toString();
      quoted.setLength(0);
      text.chars().forEach(c -> quoted.append(c < 128 ? "" + (char) c : "\\u%04x".formatted(c)));
    }
    return quoted.append("\":").toString().getBytes(UTF_8);
  }

  private void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  private void write(byte[] bytes, int offset, int length) {
    columns.reserve(length);
    System.arraycopy(bytes, offset, columns.data, columns.end, length);
    columns.end += length;
  }
}
