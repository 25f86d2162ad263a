package dev.sluice.core.trusted.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Finds where the next record begins behind something broken, in one pass over the bytes.
 *
 * <p>Outside of an array that is an object ({@code {"}) which can't lie within another: nothing is
 * open, or what stands before it is none of {@code : , [}, or it begins a line. Whether it really
 * is a record is for the reader to see. In an array it is what follows the comma behind the broken
 * element, as brackets and quotes tell; or, if one of those is missing, an object where none can
 * be: among the names of another, or behind {@code },} in a text, with no array open.
 */
final class JsonSync {
  private static final int MOST_KEPT = 1 << 24;
  private static final int MOST_AHEAD = 1 << 10;

  private final RewindableBytes bytes;
  private final boolean isInArray;
  private final ByteArrayOutputStream skipped = new ByteArrayOutputStream();
  private boolean isInString;
  private boolean isEscaped;
  private int depth;

  /** Open arrays, and those if nothing were text, as when a quote is missing. */
  private int arrays;

  private int arraysAnywhere;
  private boolean hasPassedOver;
  private int previous;
  private int beforePrevious;
  private int last = '\n';
  private long lines;

  /** Where the next record begins. */
  enum Next {
    /** In the array, behind a comma. */
    ELEMENT,
    /** Outside of any array. */
    VALUE,
    /** There is none. */
    NOTHING
  }

  /**
   * @param bytes that stand where the broken value begins, or behind the last one
   * @param isInArray whether that is in an array
   */
  JsonSync(RewindableBytes bytes, boolean isInArray) {
    this.bytes = bytes;
    this.isInArray = isInArray;
  }

  /** What was passed over, up to a limit. */
  byte[] skipped() {
    return skipped.toByteArray();
  }

  /** Whether it may have records in it, as objects stand in it one behind the other. */
  boolean hasPassedOver() {
    return hasPassedOver;
  }

  /** How many lines ended in it. */
  long lines() {
    return lines;
  }

  /**
   * Goes to where the next record begins.
   *
   * @param isAtValue whether the bytes stand at the value that is broken
   */
  Next find(boolean isAtValue) throws IOException {
    boolean isFirst = isAtValue;
    for (int next = bytes.peek(); next >= 0; next = bytes.peek()) {
      if (next == '{' && opensObject()) {
        if (!isFirst && canBegin()) {
          return isInArray ? Next.ELEMENT : Next.VALUE;
        }
        hasPassedOver |= isBehindObject();
        depth += isInString ? 0 : 1;
      } else if (isInArray && depth == 0 && !isInString && (next == ',' || next == ']')) {
        pass();
        return next == ',' ? Next.ELEMENT : Next.VALUE;
      } else {
        count(next, isFirst);
      }
      isFirst = false;
      pass();
    }
    return Next.NOTHING;
  }

  /** Whether what follows that place shows that a record ended there, and not a part of one. */
  static boolean endsAt(long place, RewindableBytes bytes) throws IOException {
    if (!bytes.goBack(place)) {
      return false;
    }
    int ahead = 0;
    while (bytes.peek(ahead) >= 0 && Character.isWhitespace(bytes.peek(ahead))) {
      ahead++;
    }
    return ",:}]\"".indexOf(bytes.peek(ahead)) < 0;
  }

  private boolean canBegin() {
    boolean isOutside = depth == 0 && !isInString;
    return isInArray
        ? isOutside || isElement()
        : isOutside || last == '\n' || (previous != ':' && previous != ',' && previous != '[');
  }

  private boolean isElement() {
    return isInString ? arraysAnywhere == 0 && isBehindObject() : arrays == 0 && previous != ':';
  }

  private boolean isBehindObject() {
    return previous == ',' && beforePrevious == '}';
  }

  /** Whether a name with a colon, or the object's end, follows the brace. */
  private boolean opensObject() throws IOException {
    int at = behindBlanks(1);
    int next = bytes.peek(at);
    return next == '}' || (next == '"' && isName(at + 1));
  }

  private int behindBlanks(int from) throws IOException {
    int at = from;
    while (at < MOST_AHEAD && isBlank(bytes.peek(at))) {
      at++;
    }
    return at;
  }

  private boolean isName(int from) throws IOException {
    boolean escaped = false;
    for (int at = from; at < MOST_AHEAD; at++) {
      int next = bytes.peek(at);
      if (next < 0) {
        return false;
      }
      if (next == '"' && !escaped) {
        return bytes.peek(behindBlanks(at + 1)) == ':';
      }
      escaped = next == '\\' && !escaped;
    }
    return true;
  }

  /** Outside of everything quotes and closing brackets are part of what is broken. */
  private void count(int next, boolean isFirst) {
    arraysAnywhere = counted(arraysAnywhere, next);
    if (isInString) {
      isInString = isEscaped || next != '"';
      isEscaped = next == '\\' && !isEscaped;
    } else if (next == '"') {
      isInString = isFirst || depth > 0 || isInArray;
    } else if (next == '[') {
      arrays++;
      depth++;
    } else if (next == '}' || next == ']') {
      arrays = counted(arrays, next);
      depth = Math.max(0, depth - 1);
    }
  }

  private static int counted(int open, int next) {
    return next == '[' ? open + 1 : Math.max(0, open - (next == ']' ? 1 : 0));
  }

  private void pass() throws IOException {
    int passed = bytes.read();
    if (skipped.size() < MOST_KEPT) {
      skipped.write(passed);
    }
    last = passed;
    lines += passed == '\n' ? 1 : 0;
    if (!isBlank(passed)) {
      beforePrevious = previous;
      previous = passed;
    }
    bytes.keepFrom(bytes.position());
  }

  private static boolean isBlank(int next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }
}
