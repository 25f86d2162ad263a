package dev.sluice.core.produce.item;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code {name}} in it. */
public record Template(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{([^}]*)}");

  /**
   * The text with the values in it.
   *
   * @param values by name; null where there is none
   * @return null if a value is missing
   */
  public String fill(UnaryOperator<String> values) {
    Matcher place = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (place.find()) {
      String value = values.apply(place.group(1));
      if (value == null) {
        return null;
      }
      place.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return place.appendTail(filled).toString();
  }
}
