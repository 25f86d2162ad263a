package dev.sluice.core.definition.read;

import dev.sluice.core.definition.yaml.Keys;
import dev.sluice.core.definition.yaml.NamedNode;
import dev.sluice.core.definition.yaml.Problems;
import dev.sluice.core.definition.yaml.Scalars;
import dev.sluice.core.definition.yaml.Settings;
import dev.sluice.core.definition.yaml.Suggestion;
import dev.sluice.core.definition.yaml.YamlMap;
import dev.sluice.core.definition.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the sections share while one file is read. A value that is absent or wrong reads as the
 * given fallback; {@link Problems#unlessSince} keeps such placeholders out of the definition.
 *
 * @param problems takes what is wrong
 * @param scalars reads typed values
 * @param settings fill the placeholders of SQL
 * @param folder of the pipeline file
 */
public record Reading(Problems problems, Scalars scalars, Settings settings, Path folder) {
  public Reading(Problems problems, Settings settings, Path folder) {
    this(problems, new Scalars(problems), settings, folder);
  }

  public YamlMap map(YamlNode node, Keys keys) {
    return YamlMap.withKeys(node, keys, problems);
  }

  /** A mapping with a type, or the type alone, which is short for a required value of it. */
  public YamlMap typed(YamlNode node, Keys keys) {
    if (!(node instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
      return map(node, keys);
    }
    YamlNode required = new YamlNode.Scalar(node.at(), node.path(), "true", false, "", "true");
    Map<String, YamlNode.Entry> entries =
        Map.of(
            "type", new YamlNode.Entry(node.at(), node),
            "required", new YamlNode.Entry(node.at(), required));
    return map(new YamlNode.Mapping(node.at(), node.path(), entries), keys);
  }

  public YamlMap names(YamlNode node) {
    return YamlMap.ofNames(node, problems);
  }

  public String text(YamlMap map, String key, String fallback) {
    return map.get(key).flatMap(scalars::text).orElse(fallback);
  }

  public double number(YamlMap map, String key, double fallback) {
    return map.get(key).flatMap(scalars::number).orElse(fallback);
  }

  public int whole(YamlMap map, String key, int min, int max, int fallback) {
    return map.get(key)
        .flatMap(node -> scalars.whole(node, min, max))
        .map(Long::intValue)
        .orElse(fallback);
  }

  public boolean truth(YamlMap map, String key) {
    return map.get(key).flatMap(scalars::truth).orElse(false);
  }

  /** A duration that is longer than nothing. */
  public Duration positive(YamlMap map, String key, Duration fallback) {
    Optional<YamlNode> node = map.get(key);
    Optional<Duration> duration = node.flatMap(scalars::duration);
    if (duration.filter(Duration::isZero).isPresent()) {
      problems.add(node.get(), "must be longer than nothing, but is " + node.get().shown());
    }
    return duration.orElse(fallback);
  }

  /**
   * The one of these keys that the mapping has; any other number of them is reported.
   *
   * @param remedy behind that
   */
  public Optional<String> only(YamlNode node, YamlMap map, List<String> keys, String remedy) {
    List<String> given = keys.stream().filter(key -> map.get(key).isPresent()).toList();
    if (given.size() == 1) {
      return Optional.of(given.get(0));
    }
    String found = given.isEmpty() ? "none" : String.join(" and ", given);
    String all = String.join(", ", keys);
    problems.add(node, "needs exactly one of %s, but has %s%s".formatted(all, found, remedy));
    return Optional.empty();
  }

  /** Reports a freely chosen name that doesn't have the right form. */
  public void checkName(NamedNode named, Pattern form, String remedy) {
    String name = named.name();
    if (!form.matcher(name).matches()) {
      problems.add(named, "the name '" + name + "' is not allowed; " + remedy);
    }
  }

  /** Reports a text that is none of the known ones, {@code what} it is, and where they are from. */
  public boolean checkKnown(YamlNode at, String written, String what, Collection<String> known) {
    boolean found = known.contains(written);
    if (!found) {
      problems.add(
          at,
          "no %s '%s'; known: %s%s"
              .formatted(what, written, Suggestion.known(known), Suggestion.of(written, known)));
    }
    return found;
  }
}
