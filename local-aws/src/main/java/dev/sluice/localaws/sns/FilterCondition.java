package dev.sluice.localaws.sns;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.http.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** One condition of a filter policy, on all values of an attribute. */
@FunctionalInterface
interface FilterCondition {
  boolean meets(List<JsonNode> values);

  static FilterCondition of(JsonNode condition) {
    if (!condition.isObject()) {
      return any(value -> same(value, condition));
    }
    if (condition.size() != 1) {
      throw invalid("a condition has exactly one operator: " + condition);
    }
    Map.Entry<String, JsonNode> operator = condition.properties().iterator().next();
    JsonNode operand = operator.getValue();
    return switch (operator.getKey()) {
      case "exists" -> values -> values.isEmpty() != operand.asBoolean();
      case "prefix" -> any(value -> value.asText().startsWith(operand.asText()));
      case "suffix" -> any(value -> value.asText().endsWith(operand.asText()));
      case "equals-ignore-case" ->
          any(value -> lower(value.asText()).equals(lower(operand.asText())));
      case "anything-but" -> anythingBut(operand);
      case "numeric" -> any(numeric(operand));
      default -> throw invalid("Unrecognized match type " + operator.getKey());
    };
  }

  private static FilterCondition any(Predicate<JsonNode> test) {
    return values -> values.stream().anyMatch(test);
  }

  /** A list or one value, or {@code {"prefix": …}}. */
  private static FilterCondition anythingBut(JsonNode operand) {
    List<FilterCondition> refused = new ArrayList<>();
    if (operand.isArray()) {
      operand.forEach(each -> refused.add(of(each)));
    } else {
      refused.add(of(operand));
    }
    return values ->
        values.stream()
            .anyMatch(value -> refused.stream().noneMatch(no -> no.meets(List.of(value))));
  }

  /** {@code [">", 0, "<=", 150]}. */
  private static Predicate<JsonNode> numeric(JsonNode operand) {
    if (operand.size() != 2 && operand.size() != 4) {
      throw invalid("numeric takes one or two pairs of operator and number: " + operand);
    }
    Predicate<JsonNode> first = comparison(operand.get(0).asText(), operand.get(1));
    return operand.size() == 2
        ? first
        : first.and(comparison(operand.get(2).asText(), operand.get(3)));
  }

  private static Predicate<JsonNode> comparison(String operator, JsonNode bound) {
    if (!bound.isNumber()) {
      throw invalid("Value of " + operator + " must be numeric: " + bound);
    }
    Predicate<Integer> test =
        switch (operator) {
          case "=" -> order -> order == 0;
          case "<" -> order -> order < 0;
          case "<=" -> order -> order <= 0;
          case ">" -> order -> order > 0;
          case ">=" -> order -> order >= 0;
          default -> throw invalid("Unrecognized numeric range operator: " + operator);
        };
    return value ->
        value.isNumber() && test.test(value.decimalValue().compareTo(bound.decimalValue()));
  }

  private static boolean same(JsonNode a, JsonNode b) {
    return (a.isNumber() && b.isNumber())
        ? a.decimalValue().compareTo(b.decimalValue()) == 0
        : a.equals(b);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static AwsException invalid(String why) {
    return Message.invalid("FilterPolicy: " + why);
  }
}
