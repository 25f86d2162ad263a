package dev.sluice.localaws.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The intrinsic functions of CloudFormation that the template may use.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">reference</a>
 */
final class IntrinsicFunctions {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]+)}");

  private final Evaluator evaluator;
  private final References references;

  IntrinsicFunctions(Evaluator evaluator, References references) {
    this.evaluator = evaluator;
    this.references = references;
  }

  Object apply(String name, Node argument) {
    return switch (name) {
      case "Ref" -> references.ref(scalar(argument), argument);
      case "Fn::GetAtt" -> attribute(argument);
      case "Fn::Sub" -> substitute(argument);
      case "Fn::If" -> choose(argument);
      case "Fn::Equals" -> equal(texts(argument, 2));
      case "Fn::Not" -> !evaluator.truth(nodes(argument, 1).get(0));
      case "Fn::And" -> nodes(argument).stream().allMatch(evaluator::truth);
      case "Fn::Or" -> nodes(argument).stream().anyMatch(evaluator::truth);
      case "Fn::Join" -> join(argument);
      case "Fn::Split" -> split(texts(argument, 2));
      case "Fn::Select" -> select(argument);
      default ->
          throw new TemplateException(
              argument, "the function '" + name + "' is not known to the local lake");
    };
  }

  private static boolean equal(List<String> texts) {
    return texts.get(0).equals(texts.get(1));
  }

  private static List<String> split(List<String> delimiterAndText) {
    return List.of(delimiterAndText.get(1).split(Pattern.quote(delimiterAndText.get(0)), -1));
  }

  private Object attribute(Node argument) {
    List<String> path =
        argument instanceof ScalarNode scalar
            ? List.of(scalar.getValue().split("\\.", 2))
            : texts(argument, 2);
    if (path.size() != 2) {
      throw new TemplateException(argument, "!GetAtt takes LogicalId.Attribute");
    }
    return references.attribute(path.get(0), path.get(1), argument);
  }

  private Object choose(Node argument) {
    List<Node> parts = nodes(argument, 3);
    boolean holds = references.condition(scalar(parts.get(0)), argument);
    return evaluator.evaluate(parts.get(holds ? 1 : 2));
  }

  private Object join(Node argument) {
    List<Node> parts = nodes(argument, 2);
    if (!(evaluator.evaluate(parts.get(1)) instanceof List<?> values)) {
      throw new TemplateException(argument, "!Join takes [separator, [values]]");
    }
    return values.stream().map(String::valueOf).collect(Collectors.joining(scalar(parts.get(0))));
  }

  private Object select(Node argument) {
    List<Node> parts = nodes(argument, 2);
    int index = Integer.parseInt(scalar(parts.get(0)));
    if (evaluator.evaluate(parts.get(1)) instanceof List<?> values && index < values.size()) {
      return values.get(index);
    }
    throw new TemplateException(argument, "!Select has no entry " + index);
  }

  private String substitute(Node argument) {
    Map<String, Object> local = new HashMap<>();
    Node text = argument;
    if (argument instanceof SequenceNode) {
      List<Node> parts = nodes(argument, 2);
      text = parts.get(0);
      TemplateSections.entries(parts.get(1))
          .forEach((name, node) -> local.put(name, evaluator.evaluate(node)));
    }
    Matcher matcher = PLACEHOLDER.matcher(scalar(text));
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(2);
      Object value = matcher.group(1).isEmpty() ? lookUp(name, local, argument) : "${" + name + "}";
      matcher.appendReplacement(result, Matcher.quoteReplacement(String.valueOf(value)));
    }
    return matcher.appendTail(result).toString();
  }

  private Object lookUp(String name, Map<String, Object> local, Node where) {
    if (local.containsKey(name)) {
      return local.get(name);
    }
    int dot = name.indexOf('.');
    return dot < 0
        ? references.ref(name, where)
        : references.attribute(name.substring(0, dot), name.substring(dot + 1), where);
  }

  private static String scalar(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new TemplateException(node, "expected a single value here");
  }

  private List<String> texts(Node node, int count) {
    return nodes(node, count).stream().map(evaluator::evaluate).map(String::valueOf).toList();
  }

  private static List<Node> nodes(Node node, int count) {
    List<Node> nodes = nodes(node);
    if (nodes.size() != count) {
      throw new TemplateException(node, "expected " + count + " values, not " + nodes.size());
    }
    return nodes;
  }

  private static List<Node> nodes(Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw new TemplateException(node, "expected a list here");
  }
}
