package dev.sluice.core.definition.yaml;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads scalars as typed values; what is none is reported and read as empty. */
public final class Scalars {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d{1,300}(\\.\\d{0,300})?|\\.\\d{1,300})([eE][-+]?\\d{1,3})?");
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,18}");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");

  private final Problems problems;

  public Scalars(Problems problems) {
    this.problems = problems;
  }

  /** A text that is not empty. */
  public Optional<String> text(YamlNode node) {
    return read(node, "a text", text -> text.isBlank() ? Optional.empty() : Optional.of(text));
  }

  /** A text that may be empty if it stands in quotes. */
  public Optional<String> anyText(YamlNode node) {
    return read(node, "a text", Optional::of);
  }

  /** A finite number. */
  public Optional<Double> number(YamlNode node) {
    return read(
        node,
        "a number",
        text -> isNumber(text) ? Optional.of(Double.valueOf(text)) : Optional.empty());
  }

  /** Whether a text is a finite number in decimal digits, e.g. {@code -1.5e3}. */
  public static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
  }

  /** A whole number within bounds, both included. */
  public Optional<Long> whole(YamlNode node, long min, long max) {
    return read(
        node,
        "a whole number from " + min + " to " + max,
        text ->
            WHOLE.matcher(text).matches()
                ? Optional.of(Long.valueOf(text)).filter(value -> value >= min && value <= max)
                : Optional.empty());
  }

  /** {@code true} or {@code false}. */
  public Optional<Boolean> truth(YamlNode node) {
    return read(
        node,
        "true or false",
        text ->
            text.equals("true") || text.equals("false")
                ? Optional.of(Boolean.valueOf(text))
                : Optional.empty());
  }

  /** A number of seconds, minutes, hours or days, e.g. {@code 10s}. */
  public Optional<Duration> duration(YamlNode node) {
    return read(node, "a duration like 10s, 1m, 2h or 7d", Scalars::parseDuration);
  }

  /** The constant with that name in lower case. */
  public <E extends Enum<E>> Optional<E> choice(YamlNode node, String what, E[] values) {
    List<String> names = Arrays.stream(values).map(Scalars::name).toList();
    return text(node)
        .flatMap(
            text -> {
              int index = names.indexOf(text);
              if (index < 0) {
                problems.add(node, unknown(what, node, names));
              }
              return index < 0 ? Optional.empty() : Optional.of(values[index]);
            });
  }

  private static String unknown(String what, YamlNode node, List<String> names) {
    String text = ((YamlNode.Scalar) node).text();
    return "unknown %s %s; known: %s%s"
        .formatted(what, node.shown(), Suggestion.known(names), Suggestion.of(text, names));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<Duration> parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }

  private <T> Optional<T> read(
      YamlNode node, String needed, Function<String, Optional<T>> conversion) {
    if (node instanceof YamlNode.Broken) {
      problems.addKnown();
      return Optional.empty();
    }
    Optional<T> value =
        node instanceof YamlNode.Scalar scalar && !scalar.isNull()
            ? conversion.apply(scalar.text())
            : Optional.empty();
    if (value.isEmpty()) {
      problems.add(node, "needs " + needed + ", but is " + node.shown());
    }
    return value;
  }
}
