package dev.sluice.core.trusted.rows;

import dev.sluice.core.record.Utf8Text;
import dev.sluice.core.trusted.flaw.CastFlaw;
import dev.sluice.core.trusted.flaw.PackedFlaws;
import java.util.Arrays;

/** The row that is being read, reused from record to record. */
public final class RowBuilder {
  /** What stands for what is no character. */
  private static final char REPLACEMENT = '\uFFFD';

  private final RowLayout layout;
  private byte[] bytes = new byte[1024];
  private int end;
  private final PackedFlaws flaws = new PackedFlaws();

  public RowBuilder(RowLayout layout) {
    this.layout = layout;
  }

  public void begin(long arrival) {
    end = layout.fixedBytes();
    flaws.clear();
    ensure(0);
    Arrays.fill(bytes, RowLayout.PRESENT, layout.slot(0), (byte) 0);
    RowLayout.LONGS.set(bytes, RowLayout.ARRIVAL, arrival);
  }

  /** Gives the row another arrival number, below 2^31, than that with which it was begun. */
  public void arrivesAs(long arrival) {
    RowLayout.LONGS.set(bytes, RowLayout.ARRIVAL, arrival);
  }

  public void setNull(int column) {
    forgetFlaw(column);
    int at = RowLayout.PRESENT + 8 * (column >> 6);
    RowLayout.LONGS.set(bytes, at, RowLayout.getLong(bytes, at) & ~(1L << column));
  }

  /** Sets a value that is no text. */
  public void set(int column, long bits) {
    forgetFlaw(column);
    int at = RowLayout.PRESENT + 8 * (column >> 6);
    RowLayout.LONGS.set(bytes, at, RowLayout.getLong(bytes, at) | (1L << column));
    RowLayout.LONGS.set(bytes, layout.slot(column), bits);
  }

  private void forgetFlaw(int column) {
    if (!flaws.isEmpty()) {
      flaws.forget(column);
    }
  }

  /** Gives the column no value, for what came is not one of it. */
  public void setFlawed(int column, CastFlaw flaw, char[] text, int offset, int length) {
    setNull(column);
    flaws.add(column, flaw, text, offset, length);
  }

  /** What is wrong with the row so far. */
  public PackedFlaws flaws() {
    return flaws;
  }

  /**
   * Sets a text. A surrogate without its partner becomes U+FFFD, which no sender means; in the text
   * that identifies a row it must not, or different rows would become one.
   */
  public void setText(int column, char[] text, int offset, int length) {
    ensure(3 * length);
    int from = end;
    int ascii = ascii(text, offset, length);
    int to = from + ascii;
    boolean isBroken = false;
    for (int i = offset + ascii; i < offset + length; i++) {
      char c = text[i];
      if (c < 0x80) {
        bytes[to++] = (byte) c;
      } else if (isPair(text, i, offset + length)) {
        to = Utf8Text.encode(Character.toCodePoint(c, text[++i]), bytes, to);
      } else if (Character.isSurrogate(c) && layout.isKey(column)) {
        setFlawed(column, CastFlaw.NOT_UNICODE, text, offset, length);
        return;
      } else {
        isBroken |= Character.isSurrogate(c);
        to = Utf8Text.encode(Character.isSurrogate(c) ? REPLACEMENT : c, bytes, to);
      }
    }
    end = to;
    set(column, ((long) from << 32) | (to - from));
    if (isBroken) {
      flaws.add(column, CastFlaw.NOT_UNICODE, text, offset, length);
    }
  }

  /** Copies the text's beginning as far as it is ASCII; tells how far that is. */
  private int ascii(char[] text, int offset, int length) {
    byte[] into = bytes;
    int to = end;
    for (int i = offset; i < offset + length; i++) {
      char c = text[i];
      if (c >= 0x80) {
        return i - offset;
      }
      into[to++] = (byte) c;
    }
    return length;
  }

  /** Sets a text that is UTF-8 already. */
  public void setUtf8(int column, byte[] text, int offset, int length) {
    ensure(length);
    System.arraycopy(text, offset, bytes, end, length);
    set(column, ((long) end << 32) | length);
    end += length;
  }

  /** Sets a decimal of more than 18 digits, without its point, of 128 bits. */
  private void setWide(int column, long high, long low) {
    ensure(RowLayout.WIDE);
    RowLayout.BIG_ENDIAN.set(bytes, end, high ^ Long.MIN_VALUE);
    RowLayout.BIG_ENDIAN.set(bytes, end + Long.BYTES, low);
    set(column, ((long) end << 32) | RowLayout.WIDE);
    end += RowLayout.WIDE;
  }

  /** Sets a value that is a text in base64; false: it is not. */
  public boolean setBase64(int column, char[] text, int offset, int length) {
    ensure(length);
    int count = Base64Text.decode(text, offset, length, bytes, end);
    if (count < 0) {
      return false;
    }
    set(column, ((long) end << 32) | count);
    end += count;
    return true;
  }

  /** Sets a decimal without its point, as the column takes it. */
  public void setDecimal(int column, long high, long low) {
    if (layout.isText(column)) {
      setWide(column, high, low);
    } else {
      set(column, low);
    }
  }

  private static boolean isPair(char[] text, int i, int end) {
    return Character.isHighSurrogate(text[i])
        && i + 1 < end
        && Character.isLowSurrogate(text[i + 1]);
  }

  private void ensure(int more) {
    if (end + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end + more, bytes.length * 2));
    }
  }

  /** Whether both rows have a value in a column, and the same. */
  public boolean hasSame(int column, RowBuilder other) {
    if (isNull(column) || other.isNull(column)) {
      return false;
    }
    long own = RowLayout.getLong(bytes, layout.slot(column));
    long others = RowLayout.getLong(other.bytes, layout.slot(column));
    return layout.isText(column)
        ? Arrays.equals(
            bytes,
            (int) (own >>> 32),
            (int) (own >>> 32) + (int) own,
            other.bytes,
            (int) (others >>> 32),
            (int) (others >>> 32) + (int) others)
        : own == others;
  }

  boolean isNull(int column) {
    return RowLayout.isNull(bytes, 0, column);
  }

  /** Completes the row with its flaws and its length. */
  public void finish() {
    int flawed = flaws.length();
    if (flawed > 0) {
      ensure(flawed);
      flaws.copyTo(bytes, end);
      end += flawed;
    }
    RowLayout.INTS.set(bytes, RowLayout.LENGTH, end);
    RowLayout.INTS.set(bytes, RowLayout.FLAWS, flawed << RowLayout.REASON_BITS);
  }

  /** Sets why the finished row is dropped; 0: it is kept. */
  void setReason(int reason) {
    int flawed = RowLayout.getInt(bytes, RowLayout.FLAWS) & ~RowLayout.REASONS;
    RowLayout.INTS.set(bytes, RowLayout.FLAWS, flawed | reason);
  }

  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return end;
  }
}
