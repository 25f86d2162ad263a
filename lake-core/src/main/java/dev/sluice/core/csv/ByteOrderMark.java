package dev.sluice.core.csv;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Locale;

/** The first bytes of a text, by which some programs tell its encoding. */
enum ByteOrderMark {
  /** Before UTF-16, which begins alike. */
  UTF_32_LE("utf-32", 0xFF, 0xFE, 0, 0),
  UTF_32_BE("utf-32", 0, 0, 0xFE, 0xFF),
  OF_UTF_8("utf-8", 0xEF, 0xBB, 0xBF),
  OF_UTF_16_LE("utf-16le", 0xFF, 0xFE),
  OF_UTF_16_BE("utf-16be", 0xFE, 0xFF);

  private final String charset;
  private final int[] bytes;

  ByteOrderMark(String charset, int... bytes) {
    this.charset = charset;
    this.bytes = bytes;
  }

  /**
   * The charset in which to read, one without a mark; a mark of it is passed over.
   *
   * @throws UnreadableCsvException if there is a mark of another charset than is expected
   */
  static Charset pass(ByteBuffer start, Charset expected) throws UnreadableCsvException {
    for (ByteOrderMark mark : values()) {
      if (mark.begins(start)) {
        Charset told = mark.told(expected);
        start.position(start.position() + mark.bytes.length);
        return told;
      }
    }
    return expected.equals(UTF_16) ? UTF_16BE : expected;
  }

  private boolean begins(ByteBuffer start) {
    boolean begins = start.remaining() >= bytes.length;
    for (int i = 0; begins && i < bytes.length; i++) {
      begins = (start.get(start.position() + i) & 0xFF) == bytes[i];
    }
    return begins;
  }

  private Charset told(Charset expected) throws UnreadableCsvException {
    Charset told =
        switch (this) {
          case UTF_32_LE, UTF_32_BE ->
              throw new UnreadableCsvException(
                  "it begins with the byte order mark of utf-32, which can't be read: convert it"
                      + " (`iconv -f utf-32 -t utf-8`)");
          case OF_UTF_8 -> UTF_8;
          case OF_UTF_16_LE -> UTF_16LE;
          case OF_UTF_16_BE -> UTF_16BE;
        };
    if (!told.equals(expected) && !(expected.equals(UTF_16) && this != OF_UTF_8)) {
      throw new UnreadableCsvException(
          "it begins with the byte order mark of %s, but is to be read as %s: set 'charset: %s'"
              .formatted(
                  charset,
                  expected.name().toLowerCase(Locale.ROOT),
                  this == OF_UTF_8 ? charset : "utf-16"));
    }
    return told;
  }
}
