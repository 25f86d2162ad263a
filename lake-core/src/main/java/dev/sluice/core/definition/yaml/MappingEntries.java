package dev.sluice.core.definition.yaml;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Collects a mapping's entries. What {@code <<: *x} merges stands where it is merged and gives way
 * to the mapping's own keys, whether they come before or after, and to what was merged before.
 */
final class MappingEntries {
  private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
  private final Set<String> merged = new HashSet<>();
  private final Problems problems;

  MappingEntries(Problems problems) {
    this.problems = problems;
  }

  /** Whether a key is {@code <<}; in quotes it is a key like others. */
  static boolean isMerge(Event key) {
    return key instanceof ScalarEvent scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && scalar.getValue().equals("<<");
  }

  void add(String key, YamlNode.Entry entry) {
    if (merged.remove(key)) {
      entries.put(key, entry);
      return;
    }
    YamlNode.Entry first = entries.putIfAbsent(key, entry);
    if (first != null) {
      problems.add(
          entry.keyAt(),
          entry.value().path(),
          "is given twice, first at line " + first.keyAt().line() + "; remove one of them");
    }
  }

  /** Merges a mapping; reports what is none. */
  void merge(YamlNode value) {
    if (value instanceof YamlNode.Mapping mapping) {
      mapping.entries().forEach(this::mergeEntry);
    } else if (!(value instanceof YamlNode.Broken)) {
      problems.add(
          value,
          "'<<' takes keys with values, as in <<: *name or <<: [*one, *two], but is "
              + value.shown());
    }
  }

  private void mergeEntry(String key, YamlNode.Entry entry) {
    if (entries.putIfAbsent(key, entry) == null) {
      merged.add(key);
    }
  }

  Map<String, YamlNode.Entry> all() {
    return entries;
  }
}
