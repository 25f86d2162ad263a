package dev.sluice.core.definition.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping whose kind and keys were checked. What is wrong was reported and reads as absent. */
public final class YamlMap {
  private final Map<String, NamedNode> values = new LinkedHashMap<>();

  private YamlMap(YamlNode node, Problems problems) {
    if (node instanceof YamlNode.Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (key, entry) -> values.put(key, new NamedNode(key, entry.keyAt(), entry.value())));
    } else if (node instanceof YamlNode.Broken) {
      problems.addKnown();
    } else {
      problems.add(node, "needs keys with values, but is " + node.shown());
    }
  }

  /** A mapping that was left out. */
  public static YamlMap empty() {
    return new YamlMap(new YamlNode.Broken(Position.START, ""), new Problems());
  }

  /** A mapping with known keys: reports unknown and missing ones. */
  public static YamlMap withKeys(YamlNode node, Keys keys, Problems problems) {
    YamlMap map = new YamlMap(node, problems);
    if (node instanceof YamlNode.Mapping mapping) {
      List<String> known = keys.all();
      mapping.entries().entrySet().stream()
          .filter(entry -> !known.contains(entry.getKey()))
          .forEach(
              entry ->
                  problems.add(
                      entry.getValue().keyAt(),
                      entry.getValue().value().path(),
                      "unknown key; known here: "
                          + Suggestion.known(known)
                          + Suggestion.of(entry.getKey(), known)));
      keys.required().stream()
          .filter(key -> !map.values.containsKey(key))
          .forEach(key -> problems.add(node, "the key '" + key + "' is missing"));
    }
    return map;
  }

  /** A mapping from freely chosen names: reports one without any. */
  public static YamlMap ofNames(YamlNode node, Problems problems) {
    YamlMap map = new YamlMap(node, problems);
    if (node instanceof YamlNode.Mapping && map.values.isEmpty()) {
      problems.add(node, "needs at least one entry, but is empty");
    }
    return map;
  }

  /** The key's value, if given. */
  public Optional<YamlNode> get(String key) {
    return Optional.ofNullable(values.get(key)).map(NamedNode::value);
  }

  /** All names, in the file's order. */
  public List<String> names() {
    return List.copyOf(values.keySet());
  }

  /** All names with their values, in the file's order. */
  public List<NamedNode> entries() {
    return List.copyOf(values.values());
  }
}
