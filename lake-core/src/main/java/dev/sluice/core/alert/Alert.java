package dev.sluice.core.alert;

import dev.sluice.core.alert.text.PlainText;
import dev.sluice.core.pipeline.AlertRule.Severity;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A message to people and to programs. Retries of the same records yield equal alerts.
 *
 * @param labels for programs
 * @param subject 1 to 100 printable ASCII characters
 * @param body readable plain text, at most 240 KiB of UTF-8
 * @param sms whether it also goes to phones
 */
public record Alert(Labels labels, String subject, String body, boolean sms) {
  public Alert {
    PlainText.checkMessage(subject, body);
  }

  /** An alert that goes to phones if it is critical. */
  public Alert(Labels labels, String subject, String body) {
    this(labels, subject, body, labels.severity() == Severity.CRITICAL);
  }

  /** The same, not for phones. */
  public Alert withoutSms() {
    return new Alert(labels, subject, body, false);
  }

  /**
   * For filter policies: the labels as {@link PlainText#attribute} writes them, and {@code sms}:
   * {@code send} or {@code none}.
   */
  public Map<String, String> attributes() {
    Map<String, String> attributes = labels.asMap();
    attributes.replaceAll((name, value) -> PlainText.attribute(value));
    attributes.put("sms", sms ? "send" : "none");
    return attributes;
  }

  /**
   * Whether it tells of a first violation, sums up the rest of a window, or says that a violation
   * is over, or that the hour's budget of messages is used up.
   */
  public enum Kind {
    FIRST,
    SUMMARY,
    CLEARED,
    NOTICE
  }

  /**
   * What an alert is about, each not empty; they become message attributes for filter policies.
   *
   * @param pipeline whose records
   * @param rule which rule
   * @param device the records' key, or the name of their group
   * @param severity the rule's; info for what is over
   * @param kind first, summary, cleared or notice
   * @param fingerprint 32 hexadecimal digits; equal for the same alert, however often it is sent
   */
  public record Labels(
      String pipeline,
      String rule,
      String device,
      Severity severity,
      Kind kind,
      String fingerprint) {
    public Labels {
      if (pipeline.isEmpty() || rule.isEmpty() || device.isEmpty() || fingerprint.isEmpty()) {
        throw new IllegalArgumentException(
            "An alert's labels are not empty: " + pipeline + ", " + rule + ", " + device);
      }
    }

    /** By name, values as in filter policies: severity and kind in lower case. */
    public Map<String, String> asMap() {
      Map<String, String> map = new LinkedHashMap<>();
      map.put("pipeline", pipeline);
      map.put("rule", rule);
      map.put("device", device);
      map.put("severity", severity.name().toLowerCase(Locale.ROOT));
      map.put("kind", kind.name().toLowerCase(Locale.ROOT));
      map.put("fingerprint", fingerprint);
      return map;
    }
  }
}
