package dev.sluice.core.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key by which values are masked. It never shows itself. */
public final class MaskKey {
  /** Shorter ones could be found by trying. */
  public static final int SHORTEST = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * A key.
   *
   * @param name of the secret, for messages
   * @param text the secret; space and line breaks around it don't belong to it
   * @throws IllegalArgumentException if it can't be a key; the message says what to do
   */
  public MaskKey(String name, String text) {
    String stripped = text.strip();
    if (stripped.length() < SHORTEST || stripped.startsWith("{")) {
      throw new IllegalArgumentException(
          ("The secret '%s' can't be the key that masks fields: it %s; store one line of at least"
                  + " %d characters, as openssl rand -hex 32 makes it")
              .formatted(
                  name, stripped.startsWith("{") ? "is a JSON object" : "is too short", SHORTEST));
    }
    key = new SecretKeySpec(stripped.getBytes(UTF_8), ALGORITHM);
  }

  /** An HMAC-SHA-256 with this key, for one thread. */
  Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Each Java has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "a key that masks";
  }
}
