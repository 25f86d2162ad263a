package dev.sluice.core.definition;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.definition.read.Operator;
import java.io.IOException;
import java.util.Locale;

/** Makes the parts of the JSON Schema that follow from the table of operators. */
final class OperatorSchema {
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

  private final ObjectMapper json = new ObjectMapper();

  /** The schema as it should be. */
  JsonNode appliedTo(JsonNode schema) {
    ObjectNode root = schema.deepCopy();
    tests(root, "field");
    tests(root, "column");
    numbers(root, "/$defs/trigger/oneOf/3", "The change");
    numbers(root, "/$defs/trigger/oneOf/4", "The figure");
    numbers(root, "/$defs/clearing/oneOf/3", "It");
    return root;
  }

  private void tests(ObjectNode root, String word) {
    ObjectNode test = (ObjectNode) root.at("/$defs/" + word + "Test");
    ObjectNode properties = (ObjectNode) test.get("properties");
    properties.retain(word);
    String keys = String.join(", ", Operator.keys(operator -> true));
    test.put("description", "One " + word + " and exactly one of " + keys + ".");
    for (Operator operator : Operator.values()) {
      String subject = "The " + word + (operator.hasBand() ? "'s number" : "");
      properties.set(operator.key(), part(operator, subject));
    }
  }

  private void numbers(ObjectNode root, String place, String subject) {
    ObjectNode properties = (ObjectNode) root.at(place).get("properties");
    for (Operator operator : Operator.values()) {
      if (operator.hasBand() && (properties.has(operator.key()) || !subject.equals("It"))) {
        properties.set(operator.key(), part(operator, subject));
      }
    }
  }

  private ObjectNode part(Operator operator, String subject) {
    return json.createObjectNode()
        .put("$ref", "#/$defs/" + operator.takes().name().toLowerCase(Locale.ROOT))
        .put("description", operator.description().formatted(subject));
  }

  String written(JsonNode schema) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
            .withObjectIndenter(LINES)
            .withArrayIndenter(LINES);
    return json.writer(printer).writeValueAsString(schema) + "\n";
  }
}
