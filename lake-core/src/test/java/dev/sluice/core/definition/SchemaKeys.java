package dev.sluice.core.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.definition.yaml.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** The keys of a JSON Schema's objects by path, {@code *} for freely chosen names. */
final class SchemaKeys {
  private final JsonNode root;
  private final Map<String, Keys> found = new TreeMap<>();
  private final List<String> withoutDescription = new ArrayList<>();

  SchemaKeys(JsonNode root) {
    this.root = root;
    visit(root, "");
  }

  Map<String, Keys> byPath() {
    return found;
  }

  List<String> withoutDescription() {
    return withoutDescription;
  }

  /** Items of lists are left out: only conditions hold objects there, and those are recursive. */
  private void visit(JsonNode schema, String path) {
    JsonNode resolved = resolved(schema);
    if (!schema.has("description") && !resolved.has("description")) {
      withoutDescription.add(path);
    }
    List<JsonNode> objects =
        StreamSupport.stream(resolved.path("oneOf").spliterator(), false)
            .map(this::resolved)
            .filter(variant -> variant.has("properties"))
            .toList();
    for (JsonNode variant : objects) {
      visit(
          variant,
          objects.size() == 1 ? path : path + "(" + variant.at("/required/0").asText() + ")");
    }
    boolean isNamed = resolved.path("additionalProperties").isObject();
    if (isNamed) {
      visit(resolved.get("additionalProperties"), join(path, "*"));
    } else if (resolved.has("properties")) {
      found.put(path, keys(resolved));
    }
    resolved
        .path("properties")
        .properties()
        .forEach(each -> visit(each.getValue(), join(path, each.getKey())));
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
  }

  private static Keys keys(JsonNode schema) {
    if (schema.path("additionalProperties").asBoolean(true)) {
      throw new IllegalStateException("lets unknown keys pass: " + schema);
    }
    List<String> required = texts(schema.path("required"));
    List<String> optional = new ArrayList<>();
    schema.get("properties").fieldNames().forEachRemaining(optional::add);
    optional.removeAll(required);
    return new Keys(required, optional);
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
