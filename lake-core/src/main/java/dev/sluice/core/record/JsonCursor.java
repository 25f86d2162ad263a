package dev.sluice.core.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

/**
 * Goes through one JSON object that lies in memory, value by value, without making objects.
 *
 * <p>It takes what records of streams are made of: an object without a line end or carriage return
 * in it, and with no more than {@value #DEEPEST} levels. What it takes is valid JSON in UTF-8
 * within the {@link JsonLimits}. Anything else is {@linkplain #isStrange strange}, which does not
 * mean that it is invalid: a general parser is to judge. Once something was strange, nothing comes
 * any more.
 *
 * <p>For one thread; what it gives lasts until the next call.
 */
public final class JsonCursor {
  static final int DEEPEST = 32;
  private static final int LONGEST_NAME = 1_000;
  private static final byte[] TRUE = "true".getBytes(ISO_8859_1);
  private static final byte[] FALSE = "false".getBytes(ISO_8859_1);
  private static final byte[] NULL = "null".getBytes(ISO_8859_1);

  /** What a value is. */
  public enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL,
    /** The cursor stands in it: its fields come next. */
    OBJECT,
    /** It has to be {@linkplain #skip skipped}. */
    ARRAY,
    STRANGE
  }

  private final JsonText text = new JsonText();
  private final DecimalText number = new DecimalText();
  private final TextSlice slice = new TextSlice();
  private byte[] data;
  private int at;
  private int end;
  private int depth;
  private boolean isFirst;
  private boolean isStrange;

  /**
   * Begins with the object that begins there, blanks aside.
   *
   * @param until where it ends at the latest
   * @return false: no object begins there
   */
  public boolean open(byte[] json, int start, int until) {
    data = json;
    at = start;
    end = until;
    depth = 0;
    isStrange = false;
    return next() == '{' ? enter(Kind.OBJECT) == Kind.OBJECT : isSound(false);
  }

  /** Goes to the object's next field, and its name; false: there is none, or all is strange. */
  public boolean nextField() {
    return nextOf('}') && isSound(next() == '"') && passTo(at + 1);
  }

  private boolean nextItem() {
    return nextOf(']');
  }

  /** Whether another part comes, before which the cursor is then. */
  private boolean nextOf(char closing) {
    if (isStrange) {
      return false;
    }
    int next = next();
    if (next == closing) {
      at++;
      depth--;
      isFirst = false;
      return false;
    }
    if (isFirst) {
      isFirst = false;
      return true;
    }
    at++;
    return isSound(next == ',');
  }

  /**
   * Passes over the field's name if it is that one.
   *
   * @param quoted as JSON has it, without the quote that it begins with, but with that at its end;
   *     from {@link #quotedName}
   */
  public boolean isNamed(byte[] quoted) {
    int length = quoted.length;
    if (length > end - at) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (data[at + i] != quoted[i]) {
        return false;
      }
    }
    at += length;
    return true;
  }

  /** Passes over the field's name, and gives it; empty: it is strange. */
  public Optional<String> name() {
    return passesName()
        ? Optional.of(new String(text.bytes(), text.from(), text.to() - text.from(), UTF_8))
        : Optional.empty();
  }

  private boolean passesName() {
    return passTo(text.read(data, at, end)) && isSound(text.to() - text.from() <= LONGEST_NAME);
  }

  /** The name that was given last, for {@link #isNamed}; empty if it has escapes. */
  public Optional<byte[]> quotedName() {
    return text.isVerbatim()
        ? Optional.of(Arrays.copyOfRange(text.bytes(), text.from(), text.to() + 1))
        : Optional.empty();
  }

  /** Reads the field's value, or goes into it. The name was passed over before. */
  public Kind value() {
    if (!isSound(next() == ':')) {
      return Kind.STRANGE;
    }
    at++;
    return read();
  }

  private Kind read() {
    int next = next();
    if (next == '"') {
      return readText();
    }
    int from = at;
    Kind kind =
        switch (next) {
          case '{' -> enter(Kind.OBJECT);
          case '[' -> enter(Kind.ARRAY);
          case 't' -> readWord(TRUE, Kind.BOOLEAN);
          case 'f' -> readWord(FALSE, Kind.BOOLEAN);
          case 'n' -> readWord(NULL, Kind.NULL);
          default -> readNumber();
        };
    slice.set(data, from, at);
    return kind;
  }

  private Kind readText() {
    if (!passTo(text.read(data, at + 1, end))) {
      return Kind.STRANGE;
    }
    slice.set(text.bytes(), text.from(), text.to());
    return Kind.TEXT;
  }

  private Kind readNumber() {
    return passTo(number.read(data, at, end)) ? Kind.NUMBER : Kind.STRANGE;
  }

  private Kind readWord(byte[] word, Kind kind) {
    boolean isThere =
        end - at >= word.length && Arrays.equals(data, at, at + word.length, word, 0, word.length);
    return isSound(isThere) && passTo(at + word.length) ? kind : Kind.STRANGE;
  }

  private Kind enter(Kind kind) {
    at++;
    depth++;
    isFirst = true;
    return isSound(depth <= DEEPEST) ? kind : Kind.STRANGE;
  }

  /** Goes to that place; false: there is none, for what was read is strange. */
  private boolean passTo(int place) {
    if (place < 0) {
      isStrange = true;
      return false;
    }
    at = place;
    return true;
  }

  /** Passes over the rest of a value that was just read; of a text or number nothing is left. */
  public void skip(Kind kind) {
    if (kind == Kind.OBJECT) {
      while (nextField()) {
        skip(passesName() ? value() : Kind.STRANGE);
      }
    } else if (kind == Kind.ARRAY) {
      while (nextItem()) {
        skip(read());
      }
    }
  }

  /** The next byte that is no blank; negative at the end. */
  private int next() {
    while (at < end) {
      byte next = data[at];
      if (next != ' ' && next != '\t') {
        return next;
      }
      at++;
    }
    return -1;
  }

  private boolean isSound(boolean isSound) {
    isStrange |= !isSound;
    return isSound;
  }

  /** Whether the object has something that the cursor does not take. */
  public boolean isStrange() {
    return isStrange;
  }

  /** Where the next byte is: once all fields came and nothing was strange, behind the object. */
  public int position() {
    return at;
  }

  /** The text of the value that was read: of a number as it is written. */
  public TextSlice text() {
    return slice;
  }

  /** The number that was read last. */
  public DecimalText number() {
    return number;
  }
}
