package dev.sluice.local.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.local.cli.text.HistoryText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the Iceberg tables of a database are now, whoever changed them last: as their metadata tell.
 */
public final class IcebergStatus {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LakeClient lake;
  private final String database;
  private final ObjectStore bucket;

  /**
   * Of a running lake.
   *
   * @param bucket in which the tables' metadata are
   */
  public IcebergStatus(LakeClient lake, String database, ObjectStore bucket) {
    this.lake = lake;
    this.database = database;
    this.bucket = bucket;
  }

  /** A line a table. */
  public List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    JsonNode tables = lake.call("glue", "GetTables", Map.of("DatabaseName", database));
    for (JsonNode table : tables.path("TableList")) {
      JsonNode parameters = table.path("Parameters");
      if (parameters.path("table_type").asText().equalsIgnoreCase("ICEBERG")) {
        String name = table.path("Name").asText();
        String location = parameters.path("metadata_location").asText();
        Optional<StoredObject> metadata =
            bucket.get(location.replaceFirst("^[a-z0-9]+://[^/]*/", ""));
        lines.add(
            metadata.isEmpty()
                ? "%s: its metadata, %s, is gone".formatted(name, location)
                : line(name, metadata.get()));
      }
    }
    return lines;
  }

  private static String line(String name, StoredObject object) throws IOException {
    try (object) {
      return new HistoryText(history(name, JSON.readTree(object.content()))).now();
    }
  }

  /** As the ETL function answers. */
  private static ObjectNode history(String name, JsonNode metadata) {
    ObjectNode history = JSON.createObjectNode().put("table", name);
    history.set("snapshots", metadata.path("snapshots"));
    long current = metadata.path("current-snapshot-id").asLong();
    for (JsonNode snapshot : metadata.path("snapshots")) {
      if (snapshot.path("snapshot-id").asLong() == current) {
        JsonNode summary = snapshot.path("summary");
        history
            .put("rows", summary.path("total-records").asLong())
            .put("files", summary.path("total-data-files").asLong())
            .put("bytes", summary.path("total-files-size").asLong());
      }
    }
    String[] pin = metadata.at("/properties/sluice.pinned").asText().split(" ", 2);
    if (pin.length == 2) {
      history.putObject("pinned").put("snapshot", pin[0]).put("since", pin[1]);
    }
    return history;
  }
}
