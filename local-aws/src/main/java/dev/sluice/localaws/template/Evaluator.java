package dev.sluice.localaws.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Turns a template's YAML nodes into plain values: maps, lists, texts and {@link Literal}s, with
 * every intrinsic function replaced by its result.
 */
final class Evaluator {
  /** What {@code AWS::NoValue} gives: the property or list entry is as if it were not there. */
  static final Object NO_VALUE = new Object();

  private static final Set<String> LONG_FORMS =
      Set.of(
          "Ref",
          "Fn::Sub",
          "Fn::GetAtt",
          "Fn::If",
          "Fn::Equals",
          "Fn::Not",
          "Fn::And",
          "Fn::Or",
          "Fn::Join",
          "Fn::Split",
          "Fn::Select");

  private final References references;
  private final IntrinsicFunctions functions;

  Evaluator(References references) {
    this.references = references;
    this.functions = new IntrinsicFunctions(this, references);
  }

  Object evaluate(Node node) {
    String tag = node.getTag().getValue();
    if (tag.startsWith("!")) {
      String name = tag.substring(1);
      if (name.equals("Condition")) {
        return references.condition(((ScalarNode) node).getValue(), node);
      }
      return functions.apply(name.equals("Ref") ? name : "Fn::" + name, node);
    }
    if (node instanceof MappingNode) {
      return mapping(node);
    }
    if (node instanceof SequenceNode sequence) {
      return list(sequence);
    }
    return Literal.of((ScalarNode) node);
  }

  private Object mapping(Node node) {
    Map<String, Node> entries = TemplateSections.entries(node);
    if (entries.size() == 1) {
      String name = entries.keySet().iterator().next();
      if (LONG_FORMS.contains(name)) {
        return functions.apply(name, entries.get(name));
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    entries.forEach(
        (key, child) -> {
          Object value = evaluate(child);
          if (value != NO_VALUE) {
            values.put(key, value);
          }
        });
    return values;
  }

  List<Object> list(SequenceNode sequence) {
    List<Object> values = new ArrayList<>();
    for (Node child : sequence.getValue()) {
      Object value = evaluate(child);
      if (value != NO_VALUE) {
        values.add(value);
      }
    }
    return values;
  }

  /** A condition's value: the result of a logical function. */
  boolean truth(Node node) {
    if (evaluate(node) instanceof Boolean value) {
      return value;
    }
    throw new TemplateException(node, "expected a condition here, like !Equals [a, b]");
  }
}
