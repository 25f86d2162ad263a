package dev.sluice.localaws.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A filter policy on message attributes: each attribute named must meet one of its conditions. */
final class FilterPolicy {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, List<FilterCondition>> conditions = new TreeMap<>();

  private FilterPolicy() {}

  static FilterPolicy parse(String text) {
    JsonNode tree = tree(text);
    if (!tree.isObject()) {
      throw FilterCondition.invalid("the policy is no JSON object: " + text);
    }
    FilterPolicy policy = new FilterPolicy();
    for (Map.Entry<String, JsonNode> key : tree.properties()) {
      if (!key.getValue().isArray() || key.getValue().isEmpty()) {
        throw FilterCondition.invalid("'" + key.getKey() + "' must be a list of conditions");
      }
      List<FilterCondition> anyOf = new ArrayList<>();
      key.getValue().forEach(condition -> anyOf.add(FilterCondition.of(condition)));
      policy.conditions.put(key.getKey(), anyOf);
    }
    return policy;
  }

  boolean accepts(Map<String, Message.Attribute> attributes) {
    return conditions.entrySet().stream()
        .allMatch(
            key -> {
              List<JsonNode> values = values(attributes.get(key.getKey()));
              return key.getValue().stream().anyMatch(condition -> condition.meets(values));
            });
  }

  /** An array attribute has several values, a missing one none. */
  private static List<JsonNode> values(Message.Attribute attribute) {
    if (attribute == null) {
      return List.of();
    }
    if (attribute.type().startsWith("String.Array")) {
      List<JsonNode> values = new ArrayList<>();
      tree(attribute.value()).forEach(values::add);
      return values;
    }
    boolean number = attribute.type().startsWith("Number");
    return List.of(number ? tree(attribute.value()) : JSON.valueToTree(attribute.value()));
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw FilterCondition.invalid(e.getOriginalMessage());
    }
  }
}
