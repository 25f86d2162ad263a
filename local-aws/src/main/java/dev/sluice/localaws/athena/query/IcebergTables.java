package dev.sluice.localaws.athena.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.athena.iceberg.Condition;
import dev.sluice.localaws.athena.iceberg.IcebergTable;
import dev.sluice.localaws.athena.iceberg.IcebergTable.Reading;
import dev.sluice.localaws.athena.iceberg.Version;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.store.LakeFiles;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Iceberg tables that a statement and its views name. Each table is read as it was when it was
 * named first; its files are those that some place of the statement wants.
 */
final class IcebergTables {
  private final LakeFiles lake;
  private final Connection duckDb;
  private final Map<String, IcebergTable> opened = new HashMap<>();
  private final Map<String, List<Condition>> conditions = new HashMap<>();
  private final Map<String, Reading> readings = new HashMap<>();

  IcebergTables(LakeFiles lake, Connection duckDb) {
    this.lake = lake;
    this.duckDb = duckDb;
  }

  /** The SELECT that reads a table for all that named it until now. */
  String sql(JsonNode definition, TableReference reference, TimeTravel travel)
      throws QueryFailedException, SQLException {
    String own = definition.path("DatabaseName").asText() + "." + definition.path("Name").asText();
    if (!opened.containsKey(own)) {
      opened.put(own, IcebergTable.open(definition, lake));
    }
    String key = own + " " + reference.as();
    if (reference.metadata().isPresent()) {
      if (reference.isVersioned()) {
        throw new QueryFailedException(
            "NOT_SUPPORTED", reference.name().place() + "Metadata tables have no versions: " + key);
      }
      readings.put(key, opened.get(own).read(reference.metadata().get()));
    } else {
      List<Condition> wanted = conditions.computeIfAbsent(key, any -> new ArrayList<>());
      wanted.add(reference.name().condition());
      try (Statement statement = duckDb.createStatement()) {
        Version version = travel.version(reference.as(), statement);
        readings.put(key, opened.get(own).read(version, wanted, duckDb));
      }
    }
    return readings.get(key).sql();
  }

  Set<String> paths() {
    Set<String> paths = new HashSet<>();
    readings.values().forEach(reading -> paths.addAll(reading.paths()));
    return paths;
  }

  long bytes() {
    return readings.values().stream().mapToLong(Reading::bytes).sum();
  }
}
