package dev.sluice.localaws.template;

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
          where, "%s: %s is not a whole number: '%s'".formatted(what, name, text.orElse("")));
    }
  }

  Duration seconds(String name, int otherwise) {
    return Duration.ofSeconds(number(name, otherwise));
  }

  boolean flag(String name, boolean otherwise) {
    String text = optional(name).orElse(Boolean.toString(otherwise));
    if (!text.equals("true") && !text.equals("false")) {
      throw new TemplateException(
          where, "%s: %s is neither true nor false: '%s'".formatted(what, name, text));
    }
    return text.equals("true");
  }

  /** Fails on any value but the one that the local lake plays. */
  Properties requireIfSet(String name, String played) {
    optional(name)
        .filter(value -> !value.equals(played))
        .ifPresent(
            value -> {
              throw new TemplateException(
                  where,
                  "%s: the local lake plays no %s '%s', only '%s'"
                      .formatted(what, name, value, played));
            });
    return this;
  }

  List<Object> list(String name) {
    Object value = values.getOrDefault(name, List.of());
    if (value instanceof List<?> list) {
      return List.copyOf(list);
    }
    throw new TemplateException(where, what + ": " + name + " is not a list");
  }

  Map<String, Object> map(String name) {
    Object value = values.getOrDefault(name, Map.of());
    if (value instanceof Map<?, ?> map) {
      return cast(map);
    }
    throw new TemplateException(where, what + ": " + name + " is not a mapping");
  }

  /** A mapping with numbers, booleans and nulls as such, not as text. */
  Map<String, Object> plainMap(String name) {
    return cast((Map<?, ?>) Literal.values(map(name)));
  }

  Properties inner(String name) {
    return new Properties(what + "." + name, where, map(name));
  }

  /** A node's resolved value as properties. */
  static Properties of(String what, Node where, Object value) {
    if (value instanceof Map<?, ?> map) {
      return new Properties(what, where, cast(map));
    }
    throw new TemplateException(where, what + " is not a mapping");
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> cast(Map<?, ?> map) {
    return (Map<String, Object>) map; // all keys of a template are text
  }
}
