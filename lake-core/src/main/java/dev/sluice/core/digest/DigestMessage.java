package dev.sluice.core.digest;

import dev.sluice.core.alert.text.PlainText;
import java.util.Map;

/**
 * A digest in words.
 *
 * @param subject 1 to 100 printable ASCII characters
 * @param body readable plain text, at most {@link PlainText#LARGEST_BODY} bytes of UTF-8
 * @param attributes for filter policies: {@code pipeline}, {@code severity} (info), {@code kind}
 *     (digest), {@code fingerprint} (equal for the same digest, however often it is sent)
 */
public record DigestMessage(String subject, String body, Map<String, String> attributes) {
  public DigestMessage {
    attributes = Map.copyOf(attributes);
    PlainText.checkMessage(subject, body);
  }
}
