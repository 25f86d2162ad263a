package dev.sluice.localaws.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.localaws.http.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which events a rule takes, as EventBridge defines it: every field of the pattern must be met,
 * each by one of its list's comparisons; of a list in the event one element is enough.
 */
public final class EventPattern {
  private final Predicate<JsonNode> test;

  private EventPattern(Predicate<JsonNode> test) {
    this.test = test;
  }

  /** Reads a pattern's text. */
  public static EventPattern parse(String json) {
    try {
      return of(new JsonMapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw invalid("not a JSON object: " + e.getOriginalMessage());
    }
  }

  /** A pattern, checked whole. */
  public static EventPattern of(JsonNode pattern) {
    if (!pattern.isObject() || pattern.isEmpty()) {
      throw invalid("an event pattern must be an object with at least one field, not " + pattern);
    }
    return new EventPattern(object(pattern));
  }

  public boolean matches(JsonNode event) {
    return test.test(event);
  }

  private static Predicate<JsonNode> object(JsonNode pattern) {
    List<Predicate<JsonNode>> fields = new ArrayList<>();
    pattern
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              fields.add(
                  name.equals("$or") ? any(entry.getValue()) : field(name, entry.getValue()));
            });
    return event -> fields.stream().allMatch(field -> field.test(event));
  }

  private static Predicate<JsonNode> any(JsonNode alternatives) {
    if (!alternatives.isArray() || alternatives.isEmpty()) {
      throw invalid("$or must be a list of patterns, not " + alternatives);
    }
    List<Predicate<JsonNode>> tests = new ArrayList<>();
    alternatives.forEach(alternative -> tests.add(object(alternative)));
    return event -> tests.stream().anyMatch(test -> test.test(event));
  }

  private static Predicate<JsonNode> field(String name, JsonNode pattern) {
    if (pattern.isObject()) {
      Predicate<JsonNode> inner = object(pattern);
      return event -> anyElement(event.path(name), inner);
    }
    if (!pattern.isArray() || pattern.isEmpty()) {
      throw invalid("field '" + name + "' must be an object or a list, not " + pattern);
    }
    List<Predicate<JsonNode>> values = new ArrayList<>();
    boolean missing = false;
    for (JsonNode rule : pattern) {
      missing |= EventMatcher.wantsMissing(rule);
      values.add(EventMatcher.of(rule));
    }
    boolean missingFits = missing;
    return event ->
        event.path(name).isMissingNode()
            ? missingFits
            : anyElement(event.path(name), value -> values.stream().anyMatch(v -> v.test(value)));
  }

  private static boolean anyElement(JsonNode value, Predicate<JsonNode> test) {
    if (!value.isArray()) {
      return test.test(value);
    }
    for (JsonNode element : value) {
      if (test.test(element)) {
        return true;
      }
    }
    return false;
  }

  static AwsException invalid(String reason) {
    return AwsException.invalid(
        "InvalidEventPatternException", "Event pattern is not valid. Reason: " + reason);
  }
}
