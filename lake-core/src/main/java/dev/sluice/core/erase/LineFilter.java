package dev.sluice.core.erase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;

/**
 * Copies lines of JSON, each about one record, without those whose record has the value: in a text,
 * in bytes in base64, or in the field that the column is named by.
 */
final class LineFilter {
  private static final JsonFactory JSON = new JsonFactory();

  /** What the lake itself says of a record. */
  private static final Set<String> OURS =
      Set.of("reason", "shard", "sequenceNumber", "arrival", "object", "run", "run_time", "time");

  private final SoughtText text;
  private final String column;

  LineFilter(EraseRequest request) {
    text = new SoughtText(request.value());
    column = request.column();
  }

  /** Copies; gives how many lines went. */
  long copy(InputStream from, OutputStream out) throws IOException {
    InputStream in = new BufferedInputStream(from);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long gone = 0;
    int next = in.read();
    while (next >= 0) {
      line.write(next);
      boolean isLine = next == '\n';
      next = in.read();
      if (isLine || next < 0) {
        if (isAbout(line.toByteArray())) {
          gone++;
        } else {
          line.writeTo(out);
        }
        line.reset();
      }
    }
    return gone;
  }

  boolean isAbout(byte[] line) throws IOException {
    try (JsonParser parser = JSON.createParser(line)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue() && isIn(parser, token)) {
          return true;
        }
      }
      return false;
    } catch (JsonProcessingException e) {
      return text.isIn(line);
    }
  }

  private boolean isIn(JsonParser parser, JsonToken token) throws IOException {
    String name = parser.currentName() == null ? "" : parser.currentName();
    if (token != JsonToken.VALUE_STRING) {
      return name.equals(column) && text.isIn(parser.getText());
    }
    return !OURS.contains(name) && (text.isIn(parser.getText()) || isInBytes(parser, name));
  }

  private boolean isInBytes(JsonParser parser, String name) throws IOException {
    return name.toLowerCase(Locale.ROOT).endsWith("base64") && text.isIn(parser.getBinaryValue());
  }
}
