package dev.sluice.core.trusted.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.core.trusted.rows.RowSink;
import java.io.IOException;
import java.util.Optional;

/** Through one object: a parser for all of it, and behind something broken another one. */
final class JsonPass {
  private static final int NOT_READ = -1;

  private final Into into;
  private final RowSink rows;
  private final RewindableBytes bytes;
  private final BrokenParts broken;
  private final PlainLines plain;
  private long parserStart;
  private long parserLine = 1;

  /** Where the line's value begins, and its line. */
  private long lineBegin;

  private long lineNumber;
  private long lastLine;
  private boolean isOneALine = true;
  private boolean canGoBack;

  /** Where that begins which is not among the rows yet: a value, or what is behind the last. */
  private long begin;

  private long beginLine = 1;
  private boolean isAtValue;
  private boolean isInArray;

  /** Where the value ends that was read last, if it is a record that is not taken yet. */
  private long recordEnd = NOT_READ;

  private long recordEndLine;

  /** Whether the next value can't be a part of something broken. */
  private boolean isSure = true;

  private long taken;

  /** What reads values, and where rows go. */
  record Into(JsonFactory json, RowSink rows, JsonRecord record) {}

  JsonPass(Into into, String key, RewindableBytes bytes) {
    this.into = into;
    this.rows = into.rows();
    this.bytes = bytes;
    broken = new BrokenParts(key, rows);
    plain = new PlainLines(into, bytes, this::takePlain);
  }

  void run() throws IOException {
    for (long before = -1; !reachesEnd(); before = bytes.position()) {
      recordEnd = NOT_READ;
      if (bytes.position() == before) {
        throw new IllegalStateException("Reading does not go on at byte " + before);
      }
    }
    broken.end(taken);
  }

  private boolean reachesEnd() throws IOException {
    if (isOneALine && !isInArray) {
      parserLine += plain.pass();
    }
    parserStart = bytes.position() - (isInArray ? 1 : 0);
    lastLine = 0;
    canGoBack = !isInArray;
    behind(bytes.position(), parserLine);
    lineBegin = begin;
    lineNumber = parserLine;
    try (JsonParser parser = into.json().createParser(isInArray ? bytes.asArray() : bytes)) {
      return readsToEnd(parser);
    }
  }

  private boolean readsToEnd(JsonParser parser) throws IOException {
    try {
      if (isInArray) {
        parser.nextToken();
      }
      readValues(parser);
      return true;
    } catch (JsonProcessingException e) {
      JsonLocation at = JsonFlaw.location(e, parser);
      recover(
          "%s at line %d, column %d"
              .formatted(JsonFlaw.reason(e), parserLine + at.getLineNr() - 1, at.getColumnNr()));
      return false;
    }
  }

  /** A value is taken when it is known that what follows it is none of its line. */
  private void readValues(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    while (token != null) {
      begin(parser);
      if (token == (isInArray ? JsonToken.END_ARRAY : JsonToken.START_ARRAY)) {
        isInArray = !isInArray;
        behind(parserStart + parser.currentLocation().getByteOffset(), line(parser));
        isOneALine &= !isInArray || taken > 0; // else a bracket on a line may be what is broken
        token = parser.nextToken();
        continue;
      }
      boolean isRecord = into.record().read(parser, rows.arrival());
      if (isRecord) {
        JsonLocation end = parser.currentLocation();
        recordEnd = parserStart + end.getByteOffset();
        recordEndLine = parserLine + end.getLineNr() - 1;
      }
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
    begin = parserStart + location.getByteOffset();
    beginLine = parserLine + location.getLineNr() - 1;
    isAtValue = true;
    if (!isInArray) {
      isOneALine &= beginLine != lastLine;
      lastLine = beginLine;
      lineBegin = begin;
      lineNumber = beginLine;
      canGoBack = true;
    }
    bytes.keepFrom(canGoBack ? lineBegin : begin);
  }

  private void behind(long place, long line) {
    begin = place;
    beginLine = line;
    isAtValue = false;
  }

  private long line(JsonParser parser) {
    return parserLine + parser.currentLocation().getLineNr() - 1;
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

  private void takePlain(long from, long to) {
    begin = from;
    recordEnd = to;
    take(true);
  }

  private void take(boolean isRecord) {
    broken.flush();
    taken++;
    isSure = true;
    rows.at(begin, recordEnd);
    recordEnd = NOT_READ;
    if (isRecord) {
      into.record().row().arrivesAs(rows.arrival());
      rows.add(into.record().row());
    } else {
      rows.addNoRecord();
    }
  }

  private void recover(String reason) throws IOException {
    if (isOneALine && canGoBack && bytes.goBack(lineBegin)) {
      Optional<byte[]> line = bytes.line();
      if (line.isPresent()) {
        takeLine(line.get());
        return;
      }
    }
    isOneALine = false;
    if (recordEnd != NOT_READ && (isSure || (!isInArray && JsonSync.endsAt(recordEnd, bytes)))) {
      long end = recordEnd;
      take(true);
      behind(end, recordEndLine);
    }
    if (!bytes.goBack(begin)) {
      throw new RawReader.MisshapenException(reason + ", and it is too long to go on behind it");
    }
    resynchronise(reason);
  }

  private void resynchronise(String reason) throws IOException {
    JsonSync sync = new JsonSync(bytes, isInArray);
    JsonSync.Next next = sync.find(isAtValue);
    byte[] skipped = sync.skipped();
    boolean isUnended = isInArray && next == JsonSync.Next.NOTHING;
    if (isUnended && sync.hasPassedOver()) {
      throw new RawReader.MisshapenException(
          reason + ", and where the next element of the array begins can't be told");
    }
    if (isUnended || !new String(skipped, ISO_8859_1).isBlank()) {
      broken.add(begin, bytes.position(), new BrokenParts.Part(beginLine, reason, skipped));
    }
    isSure &= !isAtValue && begin > 0;
    isInArray = next == JsonSync.Next.ELEMENT;
    parserLine = beginLine + sync.lines();
  }

  /** Reads a line by itself. */
  private void takeLine(byte[] line) throws IOException {
    isInArray = false;
    begin = lineBegin;
    recordEnd = lineBegin + line.length;
    String flaw = JsonFlaw.ofLine(line, into, this::take);
    if (!flaw.isEmpty()) {
      broken.flush();
      broken.reject(
          new BrokenParts.Part(lineNumber, flaw, line), lineBegin, lineBegin + line.length);
    }
    parserLine = lineNumber + 1;
  }
}
