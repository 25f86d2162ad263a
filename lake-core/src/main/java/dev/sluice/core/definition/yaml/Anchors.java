package dev.sluice.core.definition.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Values with an anchor, and copies of them where an alias stands. A copy's own place is the
 * alias's; what lies within it keeps the place at which it is written. Of several anchors of one
 * name an alias means the last one before it, as YAML says.
 */
final class Anchors {
  /** Values that all aliases of a file may make: few lines could make billions. */
  static final int MOST_VALUES = 10_000;

  private final Map<String, Optional<YamlNode>> byName = new HashMap<>();
  private int values;

  /** A value with that anchor begins. */
  void begin(String name) {
    byName.put(name, Optional.empty());
  }

  /** A value with that anchor has ended. */
  void end(String name, YamlNode value) {
    byName.put(name, Optional.of(value));
  }

  /**
   * What an alias stands for; broken, after a report, if there is no such value.
   *
   * @throws YAMLException if aliases make too much of the file
   */
  YamlNode copy(String name, YamlNode.Broken alias, int depth, Problems problems) {
    Optional<YamlNode> value = byName.get(name);
    if (value == null) {
      problems.add(
          alias,
          "the alias *%1$s has no anchor &%1$s before it; anchors there: %2$s%3$s"
              .formatted(
                  name, Suggestion.known(byName.keySet()), Suggestion.of(name, byName.keySet())));
      return alias;
    }
    if (value.isEmpty()) {
      problems.add(
          alias, "the alias *%s stands within its own value; write it out".formatted(name));
      return alias;
    }
    Position at = alias.at();
    String from = "*%s of line %d".formatted(name, value.get().at().line());
    return new Copy(from, at).of(value.get(), at, alias.path(), depth);
  }

  /** One copy, whose texts say where they come from. */
  private final class Copy {
    private final String from;
    private final Position alias;

    Copy(String from, Position alias) {
      this.from = from;
      this.alias = alias;
    }

    YamlNode of(YamlNode node, Position at, String path, int depth) {
      if (++values > MOST_VALUES) {
        throw new YAMLException(
            "aliases make more than %d values of the file, at line %d"
                .formatted(MOST_VALUES, alias.line()));
      }
      YamlReader.checkDepth(depth, alias);
      if (node instanceof YamlNode.Mapping mapping) {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> entries.put(key, of(entry, key, path, depth)));
        return new YamlNode.Mapping(at, path, entries);
      }
      if (node instanceof YamlNode.Sequence sequence) {
        List<YamlNode> items = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
          items.add(of(item, item.at(), path + "[" + items.size() + "]", depth + 1));
        }
        return new YamlNode.Sequence(at, path, items);
      }
      return node instanceof YamlNode.Scalar scalar
          ? new YamlNode.Scalar(
              at, path, scalar.text(), scalar.quoted(), origin(scalar), scalar.raw())
          : new YamlNode.Broken(at, path);
    }

    private YamlNode.Entry of(YamlNode.Entry entry, String key, String path, int depth) {
      YamlNode value = entry.value();
      return new YamlNode.Entry(
          entry.keyAt(), of(value, value.at(), YamlReader.within(path, key), depth + 1));
    }

    private String origin(YamlNode.Scalar scalar) {
      return scalar.variables().isEmpty() ? from : scalar.variables() + ", " + from;
    }
  }
}
