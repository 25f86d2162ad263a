package dev.sluice.core.trusted;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.sluice.core.record.JsonLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * JSON objects one on each line, one after the other without anything between, or in arrays.
 *
 * <p>Of objects on lines of their own, a broken one costs its line: it is kept with its reason, and
 * reading goes on with the next line. Where nothing tells where the next record begins (several on
 * a line, in an array, over several lines), or if most lines are broken, the whole can't be read.
 */
final class JsonRawReader implements RawReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(new JsonLimits())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private static final String NOT_JSON = "not JSON";

  private final RowSink rows;
  private final JsonRecord record;

  JsonRawReader(RowSink rows) {
    this.rows = rows;
    record = new JsonRecord(rows.layout());
  }

  @Override
  public void read(String key, InputStream content) throws IOException {
    try (InputStream in = RawBytes.open(content)) {
      new Pass(key, new RewindableBytes(in)).run();
    }
  }

  /** Through one object: a parser for all of it, and after a broken line another for the rest. */
  private final class Pass {
    private final String key;
    private final RewindableBytes bytes;
    private long parserStart;
    private long parserLine = 1;

    /** Where the first value begins that is not among the rows yet. */
    private long begin;

    private long beginLine = 1;
    private long lastLine;
    private boolean isOneALine = true;
    private boolean canGoBack;
    private long taken;
    private long broken;

    Pass(String key, RewindableBytes bytes) {
      this.key = key;
      this.bytes = bytes;
    }

    void run() throws IOException {
      while (!reachesEnd()) {
        takeLine();
      }
      if (broken > taken) {
        throw new MisshapenException(
            "not JSON: %d of %d lines are invalid".formatted(broken, broken + taken));
      }
    }

    private boolean reachesEnd() throws IOException {
      parserStart = bytes.position();
      lastLine = 0;
      begin = parserStart;
      beginLine = parserLine;
      canGoBack = true;
      try (JsonParser parser = JSON.createParser(bytes)) {
        return readsValues(parser);
      }
    }

    private boolean readsValues(JsonParser parser) throws IOException {
      try {
        readValues(parser);
        return true;
      } catch (JsonProcessingException e) {
        if (!isOneALine || !canGoBack || !bytes.goBack(begin)) {
          throw unreadable(e, parser);
        }
        return false;
      }
    }

    /** A value is taken when it is known that what follows it is none of its line. */
    private void readValues(JsonParser parser) throws IOException {
      boolean isInArray = false;
      JsonToken token = parser.nextToken();
      while (token != null) {
        if (!isInArray) {
          begin(parser);
        }
        if (token == (isInArray ? JsonToken.END_ARRAY : JsonToken.START_ARRAY)) {
          isInArray = !isInArray;
          token = parser.nextToken();
          continue;
        }
        boolean isRecord = record.read(parser, rows.arrival());
        token = parser.nextToken();
        if (!isInArray) {
          checkLine(parser, token);
        }
        take(isRecord);
        canGoBack = !isInArray;
      }
    }

    private void begin(JsonParser parser) {
      JsonLocation location = parser.currentTokenLocation();
      long line = parserLine + location.getLineNr() - 1;
      isOneALine &= line != lastLine;
      lastLine = line;
      begin = parserStart + location.getByteOffset();
      beginLine = line;
      canGoBack = true;
      bytes.keepFrom(begin);
    }

    /** Behind a record on its line is no text or number, unless something is broken. */
    private void checkLine(JsonParser parser, JsonToken token) throws IOException {
      if (isOneALine
          && token != null
          && !token.isStructStart()
          && parserLine + parser.currentTokenLocation().getLineNr() - 1 == beginLine) {
        throw new JsonParseException(parser, "A second value");
      }
    }

    private void take(boolean isRecord) {
      taken++;
      if (isRecord) {
        rows.add(record.row());
      } else {
        rows.addNoRecord();
      }
    }

    /** Reads a line by itself. */
    private void takeLine() throws IOException {
      byte[] line = bytes.line();
      String flaw = flaw(line);
      if (!flaw.isEmpty()) {
        broken++;
        rows.reject(key, beginLine, flaw, new String(line, StandardCharsets.UTF_8).stripTrailing());
      }
      parserLine = beginLine + 1;
      if (!flaw.isEmpty() && bytes.isIndented()) {
        throw new MisshapenException("not JSON at line %d".formatted(beginLine));
      }
    }

    /** Takes the only value of a line; or says what is wrong with it. */
    private String flaw(byte[] line) throws IOException {
      try (JsonParser parser = JSON.createParser(line)) {
        return flaw(parser);
      }
    }

    private String flaw(JsonParser parser) throws IOException {
      try {
        if (parser.nextToken() == null) {
          return "";
        }
        boolean isRecord = record.read(parser, rows.arrival());
        if (parser.nextToken() == null) {
          take(isRecord);
          return "";
        }
        return NOT_JSON + " at column %d".formatted(parser.currentTokenLocation().getColumnNr());
      } catch (JsonProcessingException e) {
        return flaw(e) + " at column %d".formatted(location(e, parser).getColumnNr());
      }
    }

    /** Never shows the content: messages end up in logs. */
    private MisshapenException unreadable(JsonProcessingException cause, JsonParser parser) {
      JsonLocation location = location(cause, parser);
      return new MisshapenException(
          "%s at line %d, column %d"
              .formatted(
                  flaw(cause), parserLine + location.getLineNr() - 1, location.getColumnNr()));
    }

    private static String flaw(JsonProcessingException cause) {
      return cause instanceof StreamConstraintsException ? cause.getOriginalMessage() : NOT_JSON;
    }

    /** Going beyond a limit is reported without a place. */
    private static JsonLocation location(JsonProcessingException cause, JsonParser parser) {
      return cause.getLocation() == null ? parser.currentLocation() : cause.getLocation();
    }
  }
}
