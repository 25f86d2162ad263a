package dev.sluice.core.trusted.parts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.flaw.FlawsJson;
import dev.sluice.core.trusted.rows.CountsJson;
import dev.sluice.core.trusted.rows.RowTotals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Plans and reports as gzipped JSON. */
final class PartsJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PartsJson() {}

  static byte[] write(PartPlan plan) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("fingerprint", plan.fingerprint()).put("run", plan.run());
    node.put("at", plan.at().toString()).put("buckets", plan.buckets());
    ArrayNode pieces = node.putArray("pieces");
    plan.pieces().forEach(piece -> write(pieces.addArray(), piece));
    write(node.putArray("unbelieved"), plan.unbelieved());
    write(node.putArray("believed"), plan.believed());
    return bytes(node);
  }

  private static void write(ArrayNode array, List<ObjectInfo> objects) {
    for (ObjectInfo object : objects) {
      array
          .addObject()
          .put("key", object.key())
          .put("size", object.size())
          .put("etag", object.etag())
          .put("modified", object.modified().toString());
    }
  }

  static PartPlan plan(InputStream content) throws IOException {
    JsonNode node = read(content);
    List<List<ObjectInfo>> pieces = new ArrayList<>();
    node.path("pieces").forEach(piece -> pieces.add(objects(piece)));
    return new PartPlan(
        node.path("fingerprint").asText(),
        node.path("run").asText(),
        Instant.parse(node.path("at").asText()),
        node.path("buckets").asInt(),
        pieces,
        objects(node.path("unbelieved")),
        objects(node.path("believed")));
  }

  private static List<ObjectInfo> objects(JsonNode array) {
    List<ObjectInfo> objects = new ArrayList<>();
    for (JsonNode node : array) {
      objects.add(
          new ObjectInfo(
              node.path("key").asText(),
              node.path("size").asLong(),
              node.path("etag").asText(),
              Instant.parse(node.path("modified").asText()),
              Map.of()));
    }
    return objects;
  }

  static byte[] write(PartReport report) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    CountsJson.write(node, report.totals().counts());
    report.totals().newest().ifPresent(newest -> node.put("newest", newest.toString()));
    FlawsJson.write(node.putArray("flaws"), report.flaws());
    ArrayNode nulls = node.putArray("nulls");
    report.nulls().forEach(nulls::add);
    node.put("others", report.hasOthers()).put("files", report.files());
    return bytes(node);
  }

  static PartReport report(InputStream content) throws IOException {
    JsonNode node = read(content);
    List<Long> nulls = new ArrayList<>();
    node.path("nulls").forEach(count -> nulls.add(count.asLong()));
    RowTotals totals =
        new RowTotals(
            CountsJson.read(node),
            Flaws.NONE,
            Optional.ofNullable(node.get("newest")).map(JsonNode::asText).map(Instant::parse));
    return new PartReport(
        totals,
        FlawsJson.read(node.path("flaws")),
        nulls,
        node.path("others").asBoolean(),
        node.path("files").binaryValue());
  }

  private static byte[] bytes(JsonNode node) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      JSON.writeValue(out, node);
    }
    return bytes.toByteArray();
  }

  private static JsonNode read(InputStream content) throws IOException {
    return JSON.readTree(new GZIPInputStream(content));
  }
}
