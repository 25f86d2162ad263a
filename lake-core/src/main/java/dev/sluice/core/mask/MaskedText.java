package dev.sluice.core.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.pipeline.Mask;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import javax.crypto.Mac;

/**
 * Masks texts. A masked text stays as it is when it is masked again: a partial one by its form, an
 * HMAC by 16 digits behind its 64, which only who has the key can make. So whoever gets a record
 * may mask it, and a record that was kept can be sent again. Not thread-safe.
 */
final class MaskedText {
  private static final HexFormat HEX = HexFormat.of();
  private static final int MAC_DIGITS = 64;
  private static final int CHECK_BYTES = 8;
  private static final int LENGTH = MAC_DIGITS + 2 * CHECK_BYTES;

  /** Bytes that no UTF-8 has: what follows is none of a value's. */
  private static final byte NOT_UNICODE = (byte) 0xFE;

  private static final byte CHECK = (byte) 0xFF;

  private final Mac mac;

  MaskedText(MaskKey key) {
    mac = key.mac();
  }

  /** The masked text of a value; empty for a mask that leaves the value out. */
  String of(Mask mask, String text) {
    if (mask instanceof Mask.Hmac) {
      return hmac(text);
    }
    return mask instanceof Mask.Partial partial ? partial(text, partial.shown()) : "";
  }

  /** The HMAC of a text, or the text if it is one. No text stays none, for the schema to find. */
  String hmac(String text) {
    if (text.isEmpty() || isMasked(text)) {
      return text;
    }
    byte[] digest = mac.doFinal(bytes(text));
    return HEX.formatHex(digest) + check(digest);
  }

  /** The HMAC of bytes that are kept nowhere else. */
  String digest(byte[] data, int offset, int length) {
    mac.update(data, offset, length);
    return HEX.formatHex(mac.doFinal());
  }

  private boolean isMasked(String text) {
    if (text.length() != LENGTH || !text.chars().allMatch(MaskedText::isDigit)) {
      return false;
    }
    byte[] digest = HEX.parseHex(text, 0, MAC_DIGITS);
    return text.endsWith(check(digest));
  }

  private static boolean isDigit(int each) {
    return each >= '0' && each <= '9' || each >= 'a' && each <= 'f';
  }

  private String check(byte[] digest) {
    mac.update(CHECK);
    return HEX.formatHex(mac.doFinal(digest), 0, CHECK_BYTES);
  }

  /** Half of a surrogate pair has no bytes in UTF-8, and two such texts must not end alike. */
  private byte[] bytes(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (new String(bytes, UTF_8).equals(text)) {
      return bytes;
    }
    mac.update(NOT_UNICODE);
    ByteBuffer halves = ByteBuffer.allocate(text.length() * Character.BYTES);
    halves.asCharBuffer().put(text);
    return halves.array();
  }

  private static String partial(String text, int shown) {
    int characters = text.codePointCount(0, text.length());
    if (characters <= shown) {
      return "*".repeat(characters);
    }
    return "*".repeat(characters - shown)
        + text.substring(text.offsetByCodePoints(text.length(), -shown));
  }
}
