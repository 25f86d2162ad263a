package dev.sluice.core.definition.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${NAME:default}</code> and <code>${NAME}</code>, which must be set, in scalars;
 * <code>$${</code> stands for <code>${</code>. A variable that is set to nothing counts as not set,
 * because that is how templates pass a parameter that was left out. Names of the process's own
 * environment, such as {@code AWS_SECRET_ACCESS_KEY}, are refused, whatever is set.
 */
final class Variables {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:[^}]*)?\\}|\\$\\{");

  private static final Pattern RESERVED =
      Pattern.compile("(AWS|LAMBDA|LD|JAVA|SLUICE)_.*|_.*|PATH|HOME");

  private final Map<String, String> settings;
  private final Problems problems;

  Variables(Map<String, String> settings, Problems problems) {
    this.settings = settings;
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
    if (name == null || RESERVED.matcher(name).matches()) {
      return Optional.empty();
    }
    String value = settings.getOrDefault(name, "");
    if (value.isEmpty() && placeholder.group(2) != null) {
      replaced.add(name + ", not set, default");
      return Optional.of(placeholder.group(2).substring(1));
    }
    replaced.add(name + "=" + value);
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static String complaint(Matcher placeholder, String raw) {
    String name = placeholder.group(1);
    if (name == null) {
      return "'" + raw + "' has a '${' without a variable; write ${NAME}, ${NAME:default}, or $${";
    }
    return RESERVED.matcher(name).matches()
        ? ("${%s} belongs to the environment of the process, which may hold credentials, so a"
                + " definition can't read it; give the setting another name, and name a key by"
                + " 'secret'")
            .formatted(name)
        : "the setting %1$s is not set; set it (--set %1$s=…, the template's parameter Settings, or %2$s), or give it a default: ${%1$s:default}"
            .formatted(name, "SLUICE_SETTINGS");
  }
}
