package dev.sluice.core.definition.read;

import java.util.List;
import java.util.regex.Pattern;

/** The {@code {name}} in alert messages and assigned texts. A brace without partner is text. */
public final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)\\}");

  private Placeholders() {}

  /** The names in braces, in order. */
  public static List<String> in(String text) {
    return PLACEHOLDER.matcher(text).results().map(result -> result.group(1)).toList();
  }
}
