package dev.sluice.core.record;

import java.util.Optional;

/** Names what is in a record's place but is not UTF-8: each sender's mistake has its own remedy. */
public final class Encodings {
  private static final String NOT_UTF8 = "not UTF-8";

  private Encodings() {}

  /** Why the bytes are no text in UTF-8; empty: they are. */
  public static Optional<String> problem(byte[] data, int offset, int length) {
    boolean isUtf8 = Utf8Text.isValid(data, offset, offset + length);
    return isUtf8 && !hasZero(data, offset, length)
        ? Optional.empty()
        : Optional.of(named(data, offset, length));
  }

  /** In which other encoding a text is that begins so, as far as its first 4 bytes tell. */
  public static Optional<String> ofBeginning(byte[] first) {
    return isUtf32(first, 0, first.length) || isUtf16(first, 0, first.length)
        ? Optional.of(named(first, 0, first.length))
        : Optional.empty();
  }

  /** Text in UTF-16 or UTF-32 may be valid UTF-8, with zero bytes that JSON never has. */
  private static boolean hasZero(byte[] data, int offset, int length) {
    for (int at = offset; at < offset + Math.min(length, 4); at++) {
      if (data[at] == 0) {
        return true;
      }
    }
    return false;
  }

  private static String named(byte[] data, int offset, int length) {
    if (begins(data, offset, length, 0x1F, 0x8B)) {
      return "compressed with gzip; set 'record.compression: auto'";
    }
    if (begins(data, offset, length, 0x28, 0xB5, 0x2F, 0xFD)) {
      return "compressed with zstd, which is not supported; send it plain or with gzip";
    }
    if (isUtf32(data, offset, length)) {
      return "UTF-32, but must be UTF-8";
    }
    return isUtf16(data, offset, length) ? "UTF-16, but must be UTF-8" : NOT_UTF8;
  }

  private static boolean isUtf32(byte[] data, int at, int length) {
    return length >= 4
        && length % 4 == 0
        && (begins(data, at, length, 0, 0, 0xFE, 0xFF)
            || begins(data, at, length, 0xFF, 0xFE, 0, 0)
            || begins(data, at, length, 0, 0, 0)
            || begins(data, at + 1, length - 1, 0, 0, 0));
  }

  private static boolean isUtf16(byte[] data, int at, int length) {
    return length >= 2
        && length % 2 == 0
        && (begins(data, at, length, 0xFE, 0xFF)
            || begins(data, at, length, 0xFF, 0xFE)
            || (data[at] == 0) != (data[at + 1] == 0));
  }

  private static boolean begins(byte[] data, int offset, int length, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= length || (data[offset + i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
