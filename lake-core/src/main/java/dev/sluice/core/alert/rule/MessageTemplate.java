package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.text.PlainText;
import dev.sluice.core.record.Slots;
import java.util.ArrayList;
import java.util.List;

/** A rule's message with its {@code {field}} places bound to slots. */
final class MessageTemplate {
  private static final int LONGEST_VALUE = 1_000;

  /** A literal text, or the value of a slot if {@code slot >= 0}. */
  private record Part(String literal, int slot) {}

  private final List<Part> parts;

  private MessageTemplate(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Binds a message. A brace without its partner stands for itself.
   *
   * @throws IllegalArgumentException if a field is not in the schema
   */
  static MessageTemplate bind(String message, ConditionBinder fields) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < message.length()) {
      int open = message.indexOf('{', at);
      int close = open < 0 ? -1 : message.indexOf('}', open);
      if (close < 0) {
        break;
      }
      parts.add(new Part(message.substring(at, open), -1));
      parts.add(new Part("", fields.slot(message.substring(open + 1, close))));
      at = close + 1;
    }
    parts.add(new Part(message.substring(at), -1));
    return new MessageTemplate(parts);
  }

  /** The message with the record's values; an absent one reads {@code (none)}. */
  String render(Slots slots) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.literal());
      if (part.slot() >= 0) {
        String value = slots.text(part.slot());
        text.append(
            value == null
                ? "(none)"
                : PlainText.shortened(PlainText.visible(value), LONGEST_VALUE));
      }
    }
    return text.toString();
  }
}
