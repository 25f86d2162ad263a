package dev.sluice.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A resource's resolved properties, read by name and type.
 *
 * @param what the resource, for messages
 * @param where its node, for messages
 */
record Properties(String what, Node where, Map<String, Object> values) {

  /** Fails on a property that is neither used here nor known to make no difference here. */
  Properties allow(Set<String> known) {
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new TemplateException(
          where,
          "%s has the properties %s, which the local lake does not know; known are %s"
              .formatted(what, unknown, new TreeSet<>(known)));
    }
    return this;
  }

  String text(String name) {
    return optional(name)
        .orElseThrow(() -> new TemplateException(where, what + " lacks '" + name + "'"));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(values.get(name)).map(String::valueOf);
  }

  int number(String name, int otherwise) {
    Optional<String> text = optional(name);
    try {
      return text.map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw new TemplateException(
          where, "%s: %s is no whole number: '%s'".formatted(what, name, text.orElse("")));
    }
  }

  Duration seconds(String name, int otherwise) {
    return Duration.ofSeconds(number(name, otherwise));
  }

  boolean flag(String name) {
    return optional(name).map(text -> text.equals("true")).orElse(false);
  }

  List<Object> list(String name) {
    Object value = values.getOrDefault(name, List.of());
    if (value instanceof List<?> list) {
      return List.copyOf(list);
    }
    throw new TemplateException(where, what + ": " + name + " is no list");
  }

  Map<String, Object> map(String name) {
    Object value = values.getOrDefault(name, Map.of());
    if (value instanceof Map<?, ?> map) {
      return cast(map);
    }
    throw new TemplateException(where, what + ": " + name + " is no mapping");
  }

  Properties inner(String name) {
    return new Properties(what + "." + name, where, map(name));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> cast(Map<?, ?> map) {
    return (Map<String, Object>) map; // all keys of a template are text
  }
}
