package dev.sluice.core.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${NAME:default}</code> and <code>${NAME}</code>, which must be set, in scalars;
 * <code>$${</code> stands for <code>${</code>. A variable that is set to nothing counts as not set,
 * because that is how templates pass a parameter that was left out.
 */
final class Variables {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:[^}]*)?\\}|\\$\\{");

  private final Map<String, String> environment;
  private final Problems problems;

  Variables(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  YamlNode scalar(Position at, String path, String raw, boolean quoted) {
    if (!raw.contains("${")) {
      return new YamlNode.Scalar(at, path, raw, quoted, "");
    }
    StringBuilder text = new StringBuilder();
    List<String> replaced = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(raw);
    boolean broken = false;
    while (matcher.find()) {
      Optional<String> value = value(matcher, replaced);
      value.ifPresentOrElse(
          found -> matcher.appendReplacement(text, Matcher.quoteReplacement(found)),
          () -> problems.add(at, path, complaint(matcher, raw)));
      broken |= value.isEmpty();
    }
    matcher.appendTail(text);
    return broken
        ? new YamlNode.Broken(at, path)
        : new YamlNode.Scalar(at, path, text.toString(), quoted, String.join(", ", replaced));
  }

  private Optional<String> value(Matcher placeholder, List<String> replaced) {
    if (placeholder.group().equals("$${")) {
      return Optional.of("${");
    }
    String name = placeholder.group(1);
    if (name == null) {
      return Optional.empty();
    }
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty() && placeholder.group(2) != null) {
      replaced.add(name + ", not set, default");
      return Optional.of(placeholder.group(2).substring(1));
    }
    replaced.add(name + "=" + value);
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static String complaint(Matcher placeholder, String raw) {
    String name = placeholder.group(1);
    return name == null
        ? "'" + raw + "' has a '${' that is no variable; write ${NAME}, ${NAME:default}, or $${"
        : "the environment variable "
            + name
            + " is not set; set it, or give it a default: ${"
            + name
            + ":default}";
  }
}
