package dev.sluice.localaws.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.pattern.JsonPattern;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which messages a subscription wants, by their attributes or by the JSON of their text. SNS allows
 * less than the patterns that it matches with: five keys, 150 combinations of their values, numbers
 * up to a billion, no wildcards, and objects within objects only for the text.
 */
public final class FilterPolicy {
  /** Wants every message. */
  public static final FilterPolicy NONE = new FilterPolicy("", Scope.MESSAGE_ATTRIBUTES);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KEYS = 5;
  private static final int COMBINATIONS = 150;
  private static final double LARGEST_NUMBER = 1e9;

  private final String text;
  private final Scope scope;
  private final Optional<JsonPattern> pattern;

  private FilterPolicy(String text, Scope scope) {
    this.text = text;
    this.scope = scope;
    this.pattern = text.isEmpty() ? Optional.empty() : Optional.of(pattern(text));
  }

  /** What of a message is looked at. */
  public enum Scope {
    MESSAGE_ATTRIBUTES("MessageAttributes"),
    MESSAGE_BODY("MessageBody");

    private final String label;

    Scope(String label) {
      this.label = label;
    }

    static Scope of(String label) {
      return Stream.of(values())
          .filter(scope -> scope.label.equals(label))
          .findFirst()
          .orElseThrow(() -> Message.invalid("FilterPolicyScope: Invalid value [" + label + "]"));
    }

    String label() {
      return label;
    }
  }

  /**
   * A policy, checked whole.
   *
   * @param text JSON; empty or an empty object: every message is wanted
   */
  public static FilterPolicy of(String text, Scope scope) {
    if (text.isEmpty()) {
      return new FilterPolicy("", scope);
    }
    JsonNode tree = tree(text).orElseThrow(() -> invalid("not JSON: " + text));
    if (!tree.isObject()) {
      throw invalid("must be a JSON object, not " + text);
    }
    if (tree.isEmpty()) {
      return new FilterPolicy("", scope);
    }
    if (tree.size() > KEYS) {
      throw invalid("has %d keys, more than %d".formatted(tree.size(), KEYS));
    }
    if (combinations(tree, scope) > COMBINATIONS) {
      throw invalid("Filter policy is too complex");
    }
    return new FilterPolicy(text, scope);
  }

  private static long combinations(JsonNode object, Scope scope) {
    long product = 1;
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode conditions = field.getValue();
      boolean nested = conditions.isObject();
      if (nested && scope == Scope.MESSAGE_ATTRIBUTES) {
        throw invalid(
            "Filter policy scope MessageAttributes does not support nested filter policy");
      }
      product *=
          field.getKey().equals("$or")
              ? alternatives(conditions, scope)
              : nested ? combinations(conditions, scope) : Math.max(1, conditions.size());
      if (!nested) {
        check(conditions);
      }
    }
    return product;
  }

  private static long alternatives(JsonNode patterns, Scope scope) {
    long sum = 0;
    for (JsonNode each : patterns) {
      sum += combinations(each, scope);
    }
    return sum;
  }

  private static void check(JsonNode conditions) {
    if (!conditions.findValues("wildcard").isEmpty()) {
      throw invalid("Unrecognized match type wildcard");
    }
    for (JsonNode condition : conditions) {
      JsonNode bounds = condition.path("numeric");
      for (JsonNode number : bounds.isMissingNode() ? conditions : bounds) {
        if (number.isNumber() && Math.abs(number.doubleValue()) > LARGEST_NUMBER) {
          throw invalid("Value " + number + " must be between -1.0E9 and 1.0E9");
        }
      }
    }
  }

  private static JsonPattern pattern(String text) {
    try {
      return new JsonPattern(text);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  boolean accepts(Message message) {
    return pattern.isEmpty() || subject(message).filter(pattern.get()::matches).isPresent();
  }

  /** Empty if the text is to be looked at and is not a JSON object. */
  private Optional<JsonNode> subject(Message message) {
    return switch (scope) {
      case MESSAGE_BODY -> tree(message.text()).filter(JsonNode::isObject);
      case MESSAGE_ATTRIBUTES -> {
        ObjectNode event = JSON.createObjectNode();
        message.attributes().forEach((name, attribute) -> put(event, name, attribute));
        yield Optional.of(event);
      }
    };
  }

  private static void put(ObjectNode event, String name, Message.Attribute attribute) {
    boolean json =
        attribute.type().startsWith("Number") || attribute.type().startsWith("String.Array");
    if (json) {
      tree(attribute.value()).ifPresent(value -> event.set(name, value));
    } else if (attribute.type().startsWith("String")) {
      event.put(name, attribute.value());
    }
  }

  private static Optional<JsonNode> tree(String text) {
    try {
      return Optional.of(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static AwsException invalid(String why) {
    return Message.invalid("FilterPolicy: " + why);
  }

  /** As given, in JSON; empty: none. */
  String text() {
    return text;
  }

  Scope scope() {
    return scope;
  }
}
