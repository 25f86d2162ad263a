package dev.sluice.core.alert;

import dev.sluice.core.alert.text.PlainText;
import java.util.Locale;

/** The plain text of an alert: sentences and aligned lines of name and value. */
final class AlertBody {
  private static final int LONGEST_VALUE = 4_000;
  private final StringBuilder text = new StringBuilder();

  AlertBody text(String sentence) {
    text.append(sentence).append('\n');
    return this;
  }

  AlertBody line(String name, Object value) {
    String shown = PlainText.shortened(PlainText.visible(value.toString()), LONGEST_VALUE);
    text.append(String.format(Locale.ROOT, "%-12s %s\n", name, shown));
    return this;
  }

  @Override
  public String toString() {
    return PlainText.clean(text.toString());
  }
}
