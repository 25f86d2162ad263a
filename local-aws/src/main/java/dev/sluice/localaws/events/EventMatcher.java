package dev.sluice.localaws.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One comparison of an event pattern: {@code "text"}, {@code {"prefix": "a"}} … */
final class EventMatcher {
  private EventMatcher() {}

  /** True for {@code {"exists": false}}: the only comparison that a missing field meets. */
  static boolean wantsMissing(JsonNode rule) {
    return rule.has("exists") && !rule.get("exists").asBoolean();
  }

  static Predicate<JsonNode> of(JsonNode rule) {
    if (rule.isValueNode()) {
      return value -> equal(rule, value);
    }
    if (!rule.isObject() || rule.size() != 1) {
      throw EventPattern.invalid("a comparison must be a value or {\"operator\": …}, not " + rule);
    }
    String operator = rule.fieldNames().next();
    JsonNode operand = rule.get(operator);
    return switch (operator) {
      case "prefix", "suffix", "equals-ignore-case", "wildcard" -> text(operator, operand);
      case "anything-but" -> anythingBut(operand);
      case "numeric" -> numeric(operand);
      case "exists" -> value -> operand.asBoolean();
      default ->
          throw EventPattern.invalid(
              "the local lake does not know the operator '"
                  + operator
                  + "'; it knows prefix, suffix, equals-ignore-case, wildcard, anything-but,"
                  + " numeric and exists");
    };
  }

  private static Predicate<JsonNode> text(String operator, JsonNode operand) {
    if (operand.isObject() && operand.has("equals-ignore-case")) {
      String wanted = lower(operand.get("equals-ignore-case"));
      Predicate<String> test = compare(operator, wanted);
      return value -> value.isTextual() && test.test(lower(value));
    }
    if (!operand.isTextual()) {
      throw EventPattern.invalid(operator + " needs a text, not " + operand);
    }
    boolean ignoreCase = operator.equals("equals-ignore-case");
    Predicate<String> test = compare(operator, ignoreCase ? lower(operand) : operand.asText());
    return value -> value.isTextual() && test.test(ignoreCase ? lower(value) : value.asText());
  }

  private static Predicate<String> compare(String operator, String wanted) {
    return switch (operator) {
      case "prefix" -> text -> text.startsWith(wanted);
      case "suffix" -> text -> text.endsWith(wanted);
      case "wildcard" -> wildcard(wanted);
      default -> wanted::equals;
    };
  }

  private static Predicate<String> wildcard(String wanted) {
    String pattern = Pattern.quote(wanted).replace("*", "\\E.*\\Q");
    return Pattern.compile(pattern, Pattern.DOTALL).asMatchPredicate();
  }

  private static Predicate<JsonNode> anythingBut(JsonNode operand) {
    List<Predicate<JsonNode>> excluded = new ArrayList<>();
    if (operand.isArray()) {
      operand.forEach(each -> excluded.add(of(each)));
    } else if (operand.isObject() && operand.path(operator(operand)).isArray()) {
      String operator = operator(operand);
      operand.get(operator).forEach(each -> excluded.add(text(operator, each)));
    } else {
      excluded.add(of(operand));
    }
    return value -> excluded.stream().noneMatch(exclusion -> exclusion.test(value));
  }

  private static String operator(JsonNode rule) {
    return rule.isEmpty() ? "" : rule.fieldNames().next();
  }

  private static Predicate<JsonNode> numeric(JsonNode operand) {
    if (!operand.isArray() || operand.isEmpty() || operand.size() % 2 != 0) {
      throw EventPattern.invalid("numeric needs [\"operator\", number, …], not " + operand);
    }
    Predicate<JsonNode> all = JsonNode::isNumber;
    for (int i = 0; i < operand.size(); i += 2) {
      all = all.and(bound(operand.get(i).asText(), operand.get(i + 1).decimalValue()));
    }
    return all;
  }

  private static Predicate<JsonNode> bound(String operator, BigDecimal limit) {
    return switch (operator) {
      case "=" -> value -> value.decimalValue().compareTo(limit) == 0;
      case "<" -> value -> value.decimalValue().compareTo(limit) < 0;
      case "<=" -> value -> value.decimalValue().compareTo(limit) <= 0;
      case ">" -> value -> value.decimalValue().compareTo(limit) > 0;
      case ">=" -> value -> value.decimalValue().compareTo(limit) >= 0;
      default -> throw EventPattern.invalid("numeric knows =, <, <=, >, >=, not " + operator);
    };
  }

  private static boolean equal(JsonNode wanted, JsonNode value) {
    return (wanted.isNumber() && value.isNumber())
        ? wanted.decimalValue().compareTo(value.decimalValue()) == 0
        : wanted.equals(value);
  }

  private static String lower(JsonNode text) {
    return text.asText().toLowerCase(Locale.ROOT);
  }
}
