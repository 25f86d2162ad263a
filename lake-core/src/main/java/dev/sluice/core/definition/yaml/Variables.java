package dev.sluice.core.definition.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${NAME:default}</code> and <code>${NAME}</code>, which must be set, in scalars;
 * <code>$${</code> stands for <code>${</code>. Names of the process's own environment, such as
 * {@code AWS_SECRET_ACCESS_KEY}, are refused, whatever is set.
 */
final class Variables {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\$\\{|\\$\\{(" + Settings.NAME + ")(:[^}]*)?\\}|\\$\\{");

  private final Settings settings;
  private final Problems problems;

  Variables(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  YamlNode scalar(Position at, String path, String raw, boolean quoted) {
    if (!raw.contains("${")) {
      return new YamlNode.Scalar(at, path, raw, quoted, "", raw);
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
      noted(matcher, at).ifPresent(problem -> problems.add(at, path, problem));
      broken |= value.isEmpty();
    }
    matcher.appendTail(text);
    return broken
        ? new YamlNode.Broken(at, path)
        : new YamlNode.Scalar(at, path, text.toString(), quoted, String.join(", ", replaced), raw);
  }

  private Optional<String> noted(Matcher placeholder, Position at) {
    return placeholder.group(2) == null
        ? Optional.empty()
        : settings.note(
            placeholder.group(1), placeholder.group(2).substring(1), "line " + at.line());
  }

  private Optional<String> value(Matcher placeholder, List<String> replaced) {
    if (placeholder.group().equals("$${")) {
      return Optional.of("${");
    }
    String name = placeholder.group(1);
    if (name == null || Settings.isReserved(name)) {
      return Optional.empty();
    }
    Optional<String> value = settings.value(name);
    if (value.isEmpty() && placeholder.group(2) != null) {
      replaced.add(name + ", not set, default");
      return Optional.of(placeholder.group(2).substring(1));
    }
    replaced.add(name + "=" + value.orElse(""));
    return value;
  }

  private static String complaint(Matcher placeholder, String raw) {
    String name = placeholder.group(1);
    return name == null
        ? "'" + raw + "' has a '${' without a variable; write ${NAME}, ${NAME:default}, or $${"
        : Settings.missing(name);
  }
}
