package dev.sluice.core.pipeline;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with {@code {name}} for values, e.g. {@code Wind of {wind} m/s}. Other braces stand for
 * themselves.
 *
 * @param text as written
 */
public record MessageTemplate(String text) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\\s]+)\\}");

  /** The names in braces, in order. */
  public List<String> placeholders() {
    return PLACEHOLDER.matcher(text).results().map(result -> result.group(1)).toList();
  }

  /**
   * The text with values filled in.
   *
   * @param values gives the value of a name; null becomes {@code ?}
   */
  public String render(UnaryOperator<String> values) {
    return PLACEHOLDER.matcher(text).replaceAll(result -> value(result, values));
  }

  private static String value(MatchResult placeholder, UnaryOperator<String> values) {
    String value = values.apply(placeholder.group(1));
    return value == null ? "?" : Matcher.quoteReplacement(value);
  }
}
