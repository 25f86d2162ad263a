package dev.sluice.localaws.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The template's parameters with their values: those given, else the defaults; checked. */
final class ParameterValues {
  private ParameterValues() {}

  static Map<String, String> of(Map<String, Node> declared, Map<String, String> given) {
    for (String name : given.keySet()) {
      if (!declared.containsKey(name)) {
        throw new TemplateException(
            "unknown parameter '%s'; the parameters are %s"
                .formatted(name, String.join(", ", new TreeSet<>(declared.keySet()))),
            name,
            declared.keySet());
      }
    }
    Map<String, String> values = new LinkedHashMap<>();
    declared.forEach((name, node) -> values.put(name, value(name, node, given.get(name))));
    return values;
  }

  private static String value(String name, Node node, String given) {
    Map<String, Node> rules = TemplateSections.entries(node);
    String value = given != null ? given : text(rules.get("Default"));
    if (value == null) {
      throw new TemplateException(node, "parameter '" + name + "' has no default and no value");
    }
    List<String> allowed = texts(rules.get("AllowedValues"));
    String pattern = text(rules.get("AllowedPattern"));
    boolean fits =
        (allowed.isEmpty() || allowed.contains(value))
            && (pattern == null || value.matches(pattern))
            && (!"Number".equals(text(rules.get("Type"))) || inRange(value, rules));
    if (!fits) {
      String told = text(rules.get("ConstraintDescription"));
      throw new TemplateException(
          node,
          "parameter %s can't be '%s': it %s"
              .formatted(name, value, told != null ? told : limits(rules, allowed)));
    }
    return value;
  }

  private static boolean inRange(String value, Map<String, Node> rules) {
    try {
      double number = Double.parseDouble(value);
      String least = text(rules.get("MinValue"));
      String most = text(rules.get("MaxValue"));
      return (least == null || number >= Double.parseDouble(least))
          && (most == null || number <= Double.parseDouble(most));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String limits(Map<String, Node> rules, List<String> allowed) {
    if (!allowed.isEmpty()) {
      return "must be one of " + allowed;
    }
    return "must be a number from %s to %s"
        .formatted(text(rules.get("MinValue")), text(rules.get("MaxValue")));
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : null;
  }

  private static List<String> texts(Node node) {
    return node instanceof SequenceNode sequence
        ? sequence.getValue().stream().map(ParameterValues::text).toList()
        : List.of();
  }
}
