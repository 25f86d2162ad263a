package dev.sluice.core.definition.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a YAML file that knows where it stands. */
public sealed interface YamlNode {
  /** Where the value begins. */
  Position at();

  /** The keys that lead to it, e.g. {@code alerts.hot.when.all[0].above}; empty for the root. */
  String path();

  /** What it is, as said in a problem, e.g. {@code 'abc'} or {@code a list}. */
  String shown();

  /**
   * A text, number, truth value or nothing.
   *
   * @param at where it begins
   * @param path the keys that lead to it
   * @param text with variables replaced; empty for nothing
   * @param quoted whether it stood in quotes or was a block, and so is text even if it looks empty
   * @param variables those that were replaced, e.g. {@code WIND_MAX=8}; may be empty
   * @param raw the text before they were replaced
   */
  record Scalar(Position at, String path, String text, boolean quoted, String variables, String raw)
      implements YamlNode {
    /** Whether nothing was given. */
    public boolean isNull() {
      return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    @Override
    public String shown() {
      String value = isNull() ? "empty" : "'" + text + "'";
      return variables.isEmpty() ? value : value + " (from " + variables + ")";
    }
  }

  /**
   * Keys with values, in the file's order.
   *
   * @param at where it begins
   * @param path the keys that lead to it
   * @param entries by key
   */
  record Mapping(Position at, String path, Map<String, Entry> entries) implements YamlNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String shown() {
      return "a mapping";
    }
  }

  /**
   * A key's place and value.
   *
   * @param keyAt where the key begins
   * @param value of the key
   */
  record Entry(Position keyAt, YamlNode value) {}

  /**
   * A list.
   *
   * @param at where it begins
   * @param path the keys that lead to it
   * @param items in order
   */
  record Sequence(Position at, String path, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String shown() {
      return "a list";
    }
  }

  /**
   * A value that was already reported; nothing more is to be said of it.
   *
   * @param at where it begins
   * @param path the keys that lead to it
   */
  record Broken(Position at, String path) implements YamlNode {
    @Override
    public String shown() {
      return "broken";
    }
  }
}
