package dev.sluice.local.tests;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.definition.yaml.YamlNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;

/** Values of a YAML file as JSON: a number, true, false and null are those without quotes. */
final class YamlValues {
  static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");

  private YamlValues() {}

  static JsonNode tree(YamlNode node) {
    try {
      return JSON.readTree(bytes(node));
    } catch (IOException e) {
      throw new UncheckedIOException("Memory can't fail", e);
    }
  }

  static byte[] bytes(YamlNode node) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      write(node, json);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory can't fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(YamlNode node, JsonGenerator json) throws IOException {
    if (node instanceof YamlNode.Mapping map) {
      json.writeStartObject();
      for (Map.Entry<String, YamlNode.Entry> entry : map.entries().entrySet()) {
        json.writeFieldName(entry.getKey());
        write(entry.getValue().value(), json);
      }
      json.writeEndObject();
    } else if (node instanceof YamlNode.Sequence list) {
      json.writeStartArray();
      for (YamlNode item : list.items()) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (node instanceof YamlNode.Scalar scalar) {
      write(scalar, json);
    } else {
      json.writeNull(); // it is broken, which was reported
    }
  }

  private static void write(YamlNode.Scalar scalar, JsonGenerator json) throws IOException {
    String text = scalar.text();
    if (scalar.isNull()) {
      json.writeNull();
    } else if (!scalar.quoted() && NUMBER.matcher(text).matches()) {
      json.writeNumber(text);
    } else if (!scalar.quoted() && (text.equals("true") || text.equals("false"))) {
      json.writeBoolean(Boolean.parseBoolean(text));
    } else {
      json.writeString(text);
    }
  }
}
