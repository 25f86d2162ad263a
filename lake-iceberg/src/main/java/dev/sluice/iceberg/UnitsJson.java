package dev.sluice.iceberg;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.iceberg.ContentFileParser;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;

/** Units as gzipped JSON. */
public final class UnitsJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory FACTORY = JSON.getFactory();

  private UnitsJson() {}

  /**
   * Writes them.
   *
   * @param specs of the table whose files they have
   */
  public static byte[] write(Collection<MadeUnit> units, Map<Integer, PartitionSpec> specs)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(new GZIPOutputStream(bytes))) {
      json.writeStartArray();
      for (MadeUnit unit : units) {
        write(json, unit, specs);
      }
      json.writeEndArray();
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, MadeUnit unit, Map<Integer, PartitionSpec> specs)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("path", unit.path());
    json.writeNumberField("ordinal", unit.ordinal());
    json.writeObjectFieldStart("made");
    for (Map.Entry<String, String> entry : unit.made().entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("files");
    for (DataFile file : unit.files()) {
      ContentFileParser.toJson(file, specs.get(file.specId()), json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Reads what {@link #write} wrote. */
  public static List<MadeUnit> read(byte[] bytes, Map<Integer, PartitionSpec> specs)
      throws IOException {
    List<MadeUnit> units = new ArrayList<>();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      for (JsonNode node : JSON.readTree(in)) {
        units.add(read(node, specs));
      }
    }
    return units;
  }

  private static MadeUnit read(JsonNode node, Map<Integer, PartitionSpec> specs) {
    Map<String, String> made = new HashMap<>();
    node.path("made").properties().forEach(e -> made.put(e.getKey(), e.getValue().asText()));
    List<DataFile> files = new ArrayList<>();
    for (JsonNode file : node.path("files")) {
      files.add((DataFile) ContentFileParser.fromJson(file, specs));
    }
    return new MadeUnit(node.path("path").asText(), node.path("ordinal").asLong(), made, files);
  }
}
