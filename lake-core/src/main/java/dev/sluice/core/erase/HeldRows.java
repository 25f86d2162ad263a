package dev.sluice.core.erase;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.csv.CsvRow;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Quarantine;
import dev.sluice.core.run.RunDriver;
import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.port.QueryEngine.QueryStart;
import dev.sluice.core.trusted.PartitionFingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Asks tables whether they still have rows with the value. The results are the counts alone. */
final class HeldRows {
  private final RunDriver.Ports ports;
  private final TableFiles files;
  private final EraseRequest request;
  private final EraseProgress progress;
  private final LakeLayout layout;

  HeldRows(RunDriver.Ports ports, TableFiles files, EraseRequest request, EraseProgress progress) {
    this.ports = ports;
    this.files = files;
    this.request = request;
    this.progress = progress;
    layout = new LakeLayout(ports.pipeline().name());
  }

  /** Starts the queries that are not started, and looks at the others; false: some run. */
  boolean areAsked(ErasedTables tables) throws IOException {
    boolean areAll = true;
    for (Map.Entry<String, String> table : types(tables).entrySet()) {
      areAll &= isAsked(table.getKey(), table.getValue());
    }
    return areAll;
  }

  /** Tables with the column, and its type there. */
  private Map<String, String> types(ErasedTables tables) throws IOException {
    Map<String, String> types = new LinkedHashMap<>();
    for (TrustedTable table : tables.having()) {
      addFound(table.name(), types);
      addFound(Quarantine.tableOf(table.name()), types);
    }
    for (var table : tables.refined()) {
      addFound(table.name(), types);
    }
    return types;
  }

  private void addFound(String table, Map<String, String> types) throws IOException {
    ports
        .catalog()
        .found(table)
        .map(found -> found.columns().get(request.column()))
        .ifPresent(type -> types.put(table, type));
  }

  private boolean isAsked(String table, String type) throws IOException {
    String id = progress.queries().path(table).asText();
    if (id.equals("-")) {
      return true;
    }
    if (id.isEmpty()) {
      progress.queries().put(table, ports.queries().start(query(table, type)));
      return false;
    }
    ExecutionStatus state = ports.queries().state(id);
    if (state instanceof ExecutionStatus.Running) {
      return false;
    }
    progress.queries().put(table, "-");
    if (state instanceof ExecutionStatus.Succeeded succeeded) {
      count(succeeded.key(), table);
    } else if (state instanceof ExecutionStatus.Failed failed) {
      progress.leave(
          "table '%s' can't be asked whether it has it: %s".formatted(table, failed.reason()));
    }
    return true;
  }

  private QueryStart query(String table, String type) {
    String sql =
        "SELECT count(*) AS held_rows FROM %s WHERE %s = %s"
            .formatted(table, request.column(), literal(type));
    String token = PartitionFingerprint.sha256(sql + progress.rawDone() + progress.lastRun());
    return new QueryStart(sql, results(), token);
  }

  private String results() {
    return layout.results("erase");
  }

  private String literal(String type) {
    if (type.equals(FieldType.INT.glueType()) || type.equals(FieldType.LONG.glueType())) {
      return Long.toString(Long.parseLong(request.value().strip()));
    }
    String text = "'" + request.value().replace("'", "''") + "'";
    return type.equals(FieldType.DATE.glueType()) ? "DATE " + text : text;
  }

  private void count(String key, String table) throws IOException {
    StoredObject object = ports.store().get(key).orElse(null);
    if (object == null) {
      progress.leave("table '%s' was asked, but its answer is gone: erase again".formatted(table));
      return;
    }
    try (CsvReader csv = new CsvReader(object.content(), CsvDialect.of(','))) {
      csv.next();
      CsvRow row = csv.next();
      tell(table, Long.parseLong(row.cells().get(0)));
    }
  }

  private void tell(String table, long rows) throws IOException {
    if (rows == 0) {
      return;
    }
    List<String> foreign = files.foreign(table);
    progress.leave(
        foreign.isEmpty()
            ? "table '%s' has %d rows with it that raw does not have: raw of their partitions is outside of the period, expires or is gone"
                .formatted(table, rows)
            : "table '%s' has %d rows with it, and others changed it (%s): who did can delete them, or --overwrite-foreign lets all go that others changed"
                .formatted(table, rows, String.join(", ", foreign)));
  }

  /** To be called when the progress is forgotten, which they belong to. */
  void deleteResults() throws IOException {
    List<String> keys;
    try (Stream<ObjectInfo> results = ports.store().list(results())) {
      keys = results.map(ObjectInfo::key).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (String key : keys) {
      ports.store().delete(key);
    }
  }
}
