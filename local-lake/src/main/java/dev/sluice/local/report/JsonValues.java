package dev.sluice.local.report;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Tells the values of a raw object apart by their brackets and quotes: one a line, one after the
 * other without anything between, as Firehose writes them, or in an array. What is no JSON counts
 * as one value up to where the next object or array begins or the line ends. An object that is not
 * closed on its line ends before a line that begins with another.
 */
final class JsonValues {
  private static final int BUFFER = 1 << 16;

  private long values;
  private int depth;
  private boolean array;
  private boolean quoted;
  private boolean escaped;
  private boolean scrap;
  private boolean isLineStart;

  private JsonValues() {}

  /** How many values an object holds, gzip or not. */
  static long count(Path object) throws IOException {
    JsonValues values = new JsonValues();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = open(object)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          values.take(buffer[i]);
        }
      }
    }
    return values.values;
  }

  /** An object's bytes, unpacked. */
  static InputStream open(Path object) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(object), BUFFER);
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip ? new GZIPInputStream(in, BUFFER) : in;
  }

  private void take(byte next) {
    depth = isLineStart && next == '{' ? 0 : depth;
    isLineStart = next == '\n';
    if (quoted && !isLineStart) {
      quoted = escaped || next != '"';
      escaped = !escaped && next == '\\';
      return;
    }
    switch (next) {
      case '{', '[' -> open(next);
      case '}', ']' -> close();
      case '"' -> quote();
      case '\n' -> endLine();
      case ',' -> comma();
      case ' ', '\t', '\r' -> {}
      default -> scrap();
    }
  }

  /** No text goes on behind a line's end. */
  private void endLine() {
    quoted = false;
    escaped = false;
    scrap = false;
  }

  private void open(byte bracket) {
    scrap = false;
    if (depth == 0 && !array && bracket == '[') {
      array = true;
      return;
    }
    values += depth == 0 ? 1 : 0;
    depth++;
  }

  private void close() {
    scrap = false;
    if (depth > 0) {
      depth--;
    } else {
      array = false;
    }
  }

  /** Outside of objects and arrays there are no texts, only stray quotes. */
  private void quote() {
    quoted = depth > 0;
    scrap();
  }

  private void comma() {
    if (array) {
      scrap = false;
    } else {
      scrap();
    }
  }

  private void scrap() {
    if (depth == 0 && !scrap) {
      values++;
      scrap = true;
    }
  }
}
