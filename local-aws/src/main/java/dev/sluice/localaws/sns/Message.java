package dev.sluice.localaws.sns;

import dev.sluice.localaws.http.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * A published message.
 *
 * @param topicArn empty if it was sent straight to a phone number
 * @param subject empty: none
 * @param published on the lake's clock
 */
public record Message(
    String id,
    String topicArn,
    String subject,
    String text,
    Map<String, Attribute> attributes,
    Instant published) {
  private static final int MAX_BYTES = 256 << 10;
  private static final int MAX_SUBJECT = 100;

  public Message {
    attributes = Map.copyOf(attributes);
    if (text.isEmpty()) {
      throw invalid("Empty message");
    }
    if (size(text, attributes) > MAX_BYTES) {
      throw invalid("Message too long");
    }
    if (subject.length() > MAX_SUBJECT || !subject.matches("([!-~][ -~]*)?")) {
      throw invalid("Subject");
    }
  }

  /**
   * A message attribute: {@code String}, {@code Number}, {@code String.Array} or {@code Binary}.
   */
  public record Attribute(String type, String value) {}

  private static int size(String text, Map<String, Attribute> attributes) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    for (var attribute : attributes.entrySet()) {
      bytes += attribute.getKey().length() + attribute.getValue().type().length();
      bytes += attribute.getValue().value().getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes;
  }

  static AwsException invalid(String what) {
    return AwsException.invalid("InvalidParameter", "Invalid parameter: " + what);
  }
}
