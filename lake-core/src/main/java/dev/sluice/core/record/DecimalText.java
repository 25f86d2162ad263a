package dev.sluice.core.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number in JSON's notation, read exactly and without making objects, as {@code mantissa *
 * 10^exponent}. Whether it is whole depends on its value, not on how it is written: {@code 21.0},
 * {@code 1e3} and {@code -0.0} are. Numbers of more than 18 digits take a slower way with the same
 * results. Reused from number to number; not thread-safe.
 */
public final class DecimalText {
  private static final int MOST_DIGITS = 18;
  public static final int MOST_CHARACTERS = 1000;
  private static final double[] POWERS = powers();

  private final byte[] narrowed = new byte[MOST_CHARACTERS];
  private byte[] text;
  private int at;
  private int end;
  private int digits;
  private long mantissa;
  private int exponent;
  private boolean negative;
  private BigDecimal big;

  private static double[] powers() {
    double[] powers = new double[23];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = Double.parseDouble("1e" + i);
    }
    return powers;
  }

  /** Reads the text; false if it is no JSON number, or has more than 1,000 characters. */
  public boolean read(char[] newText, int offset, int length) {
    if (length > MOST_CHARACTERS) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = newText[offset + i];
      narrowed[i] = c < 0x80 ? (byte) c : -1;
    }
    return read(narrowed, 0, length) == length;
  }

  /**
   * Reads the number that begins there.
   *
   * @param to where its text ends at the latest
   * @return where it ends; -1 if none begins there, or it has more than 1,000 characters
   */
  int read(byte[] newText, int from, int to) {
    text = newText;
    at = from;
    end = to;
    digits = 0;
    mantissa = 0;
    exponent = 0;
    big = null;
    negative = at < end && text[at] == '-';
    if (negative) {
      at++;
    }
    if (!readInteger() || !readFraction() || !readExponent() || at - from > MOST_CHARACTERS) {
      return -1;
    }
    if (digits > MOST_DIGITS) {
      readBig(from, at - from);
    }
    return at;
  }

  private boolean readInteger() {
    if (at < end && text[at] == '0') {
      at++;
      return true;
    }
    return readDigits() > 0;
  }

  private boolean readFraction() {
    if (at == end || text[at] != '.') {
      return true;
    }
    at++;
    int count = readDigits();
    exponent = -count;
    return count > 0;
  }

  private int readDigits() {
    byte[] in = text;
    int from = at;
    int next = from;
    long value = mantissa;
    for (; next < end; next++) {
      int digit = in[next] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
      if (value != 0) {
        digits++;
      }
    }
    mantissa = value;
    at = next;
    return next - from;
  }

  private boolean readExponent() {
    if (at == end || (text[at] | 0x20) != 'e') {
      return true;
    }
    at++;
    boolean minus = at < end && text[at] == '-';
    if (minus || (at < end && text[at] == '+')) {
      at++;
    }
    int from = at;
    int value = 0;
    for (; at < end && text[at] >= '0' && text[at] <= '9'; at++) {
      value = Math.min(value * 10 + (text[at] - '0'), 99_999_999);
    }
    exponent += minus ? -value : value;
    return at > from;
  }

  /** The digits as BigDecimal: mantissa overflowed. The exponent is bounded, so this is cheap. */
  private void readBig(int offset, int length) {
    String all = new String(text, offset, length, ISO_8859_1);
    int e = Math.max(all.indexOf('e'), all.indexOf('E'));
    String plain = e < 0 ? all : all.substring(0, e);
    BigDecimal significand = new BigDecimal(plain);
    big = new BigDecimal(significand.unscaledValue(), -exponent).stripTrailingZeros();
  }

  /** Whether the number is whole and fits into 64 bits; then {@link #longValue} has it. */
  public boolean isLong() {
    if (big != null) {
      return big.scale() <= 0
          && big.precision() - big.scale() <= 19
          && big.toBigInteger().bitLength() < 64;
    }
    return scale(exponent);
  }

  /**
   * Whether the number times 10^{@code scale} is whole and fits into 64 bits by the fast way; then
   * {@link #longValue} has that.
   */
  public boolean isScaledLong(int scale) {
    return big == null && scale(exponent + scale);
  }

  /**
   * The number times 10^{@code scale}; null: it is not whole.
   *
   * @param most how many digits it may have; one with more is given as 10^{@code most}
   */
  public BigInteger scaled(int scale, int most) {
    BigDecimal number =
        big == null ? new BigDecimal(BigInteger.valueOf(longValue()), -exponent) : big;
    if (number.scale() - (long) scale > MOST_CHARACTERS) {
      return null;
    }
    if (number.signum() != 0 && number.precision() - (long) number.scale() + scale > most) {
      return BigInteger.TEN.pow(most);
    }
    try {
      return number.setScale(scale).unscaledValue();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** Whether a number that does not fit into 64 bits is whole. */
  public boolean isWhole() {
    return big == null ? exponent >= 0 : big.scale() <= 0;
  }

  /** The number, once {@link #isLong} is true. */
  public long longValue() {
    if (big != null) {
      return big.longValueExact();
    }
    return negative ? -mantissa : mantissa;
  }

  private boolean scale(int by) {
    long scaled = mantissa;
    for (; by < 0 && scaled != 0; by++) {
      if (scaled % 10 != 0) {
        return false;
      }
      scaled /= 10;
    }
    for (; by > 0 && scaled != 0; by--) {
      if (scaled > Long.MAX_VALUE / 10) {
        return false;
      }
      scaled *= 10;
    }
    mantissa = scaled;
    exponent = 0;
    return true;
  }

  /** The nearest double; infinite if the number is too large. */
  public double doubleValue() {
    if (big == null && mantissa <= 1L << 53 && Math.abs(exponent) < POWERS.length) {
      double value = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
      return negative ? -value : value;
    }
    String all = big == null ? mantissa + "e" + exponent : big.abs().toString();
    double value = Double.parseDouble(all);
    return negative ? -value : value;
  }
}
