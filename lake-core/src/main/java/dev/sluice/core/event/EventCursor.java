package dev.sluice.core.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place in JSON that is plain ASCII without escapes. Each method says whether what it looks for
 * is there, and if it is, goes on behind it.
 */
final class EventCursor {
  private static final int MOST_SECONDS = 12;

  /** Far more than Lambda's; the general parser refuses names of more than 50,000 bytes. */
  private static final int LONGEST_NAME = 256;

  /** The bytes, followed by {@link EventBytes#MARGIN} bytes 0, at which nothing goes on. */
  final byte[] event;

  int at;

  /** The last text: its first byte, and its closing quote. */
  int textFrom;

  int textEnd;

  /** The last field's name: its first byte. */
  private int nameFrom;

  EventCursor(byte[] event) {
    this.event = event;
  }

  /** Fields of a record that were passed over, by their place in it. */
  static final class Known {
    private static final int FIELDS = 16;
    private final int[] from = new int[FIELDS];
    private final int[] length = new int[FIELDS];
  }

  void skipSpace() {
    if (event[at] <= ' ') {
      skipWhiteSpace();
    }
  }

  private void skipWhiteSpace() {
    while (event[at] == ' ' || event[at] == '\n' || event[at] == '\r' || event[at] == '\t') {
      at++;
    }
  }

  boolean takes(char c) {
    skipSpace();
    boolean isThere = event[at] == c;
    at += isThere ? 1 : 0;
    return isThere;
  }

  boolean takesText() {
    if (!takes('"')) {
      return false;
    }
    int end = PlainBytes.end(event, at);
    textFrom = at;
    textEnd = end;
    at = event[end] == '"' ? end + 1 : end;
    return event[end] == '"';
  }

  /** That text, if it is there. */
  boolean takesSame(int from, int length) {
    boolean isSame =
        at + length < event.length
            && Arrays.equals(event, at, at + length, event, from, from + length);
    at += isSame ? length : 0;
    return isSame;
  }

  boolean takesName() {
    boolean isThere = takesText();
    nameFrom = textFrom;
    return isThere && textEnd - textFrom <= LONGEST_NAME && takes(':');
  }

  boolean isNamed(byte[] name) {
    int end = nameFrom + name.length;
    return end < event.length
        && event[end] == '"'
        && Arrays.equals(event, nameFrom, end, name, 0, name.length);
  }

  /** The field at that place, if it is the same as in the record before. */
  boolean takesKnown(Known known, int field) {
    skipSpace();
    int length = field < Known.FIELDS ? known.length[field] : 0;
    int from = length == 0 ? 0 : known.from[field];
    return length > 0 && takesSame(from, length);
  }

  /** Remembers the field that was taken last, which nobody needs. */
  void know(Known known, int field) {
    if (field < Known.FIELDS) {
      known.from[field] = nameFrom - 1;
      known.length[field] = at - nameFrom + 1;
    }
  }

  /** Seconds with at most three decimals, in milliseconds; -1 if they are not there. */
  long takeSeconds() {
    skipSpace();
    int from = at;
    long seconds = digits();
    if (event[from] == '0' || at == from || at - from > MOST_SECONDS) {
      return -1;
    }
    if (event[at] != '.') {
      return seconds * 1000;
    }
    int point = at++;
    long fraction = digits();
    return switch (at - point - 1) {
      case 1 -> seconds * 1000 + fraction * 100;
      case 2 -> seconds * 1000 + fraction * 10;
      case 3 -> seconds * 1000 + fraction;
      default -> -1;
    };
  }

  private long digits() {
    long value = 0;
    while (event[at] >= '0' && event[at] <= '9') {
      value = value * 10 + (event[at++] - '0');
    }
    return value;
  }

  /** The last text. */
  String text() {
    return new String(event, textFrom, textEnd - textFrom, StandardCharsets.US_ASCII);
  }
}
