package dev.sluice.core.digest;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A digest in words.
 *
 * @param subject 1 to 100 printable ASCII characters
 * @param body readable plain text, at most {@link #LARGEST_BODY} bytes of UTF-8
 * @param attributes for filter policies: {@code pipeline}, {@code severity} (info), {@code kind}
 *     (digest), {@code fingerprint} (equal for the same digest, however often it is sent)
 */
public record DigestMessage(String subject, String body, Map<String, String> attributes) {
  /** SNS takes 256 KiB with attributes. */
  public static final int LARGEST_BODY = 240 * 1024;

  public DigestMessage {
    attributes = Map.copyOf(attributes);
    if (!subject.matches("[!-~][ -~]{0,99}")) {
      throw new IllegalArgumentException(
          "A subject is 1 to 100 printable ASCII characters, not '" + subject + "'");
    }
    int size = body.getBytes(StandardCharsets.UTF_8).length;
    if (size == 0 || size > LARGEST_BODY) {
      throw new IllegalArgumentException(
          "A body is 1 to " + LARGEST_BODY + " bytes, not " + size + ": " + subject);
    }
  }
}
