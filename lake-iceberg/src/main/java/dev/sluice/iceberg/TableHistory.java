package dev.sluice.iceberg;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/** What was done to a table, by whom, as its metadata tells: no manifest and no row is read. */
public final class TableHistory {
  /** Of a snapshot's summary. */
  static final String ROWS = "total-records";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ENGINES =
      List.of("engine-name", "trino_query_id", "spark.app.id", "flink.job-id");

  private final IcebergLake lake;
  private final String table;

  public TableHistory(IcebergLake lake, String table) {
    this.lake = lake;
    this.table = table;
  }

  /**
   * Its files and bytes, whether it is pinned, and its snapshots, the newest first. Ids are texts,
   * as many readers of JSON can't hold them as numbers.
   *
   * @throws IOException if there is no such table, or it can't be read
   */
  public ObjectNode json() throws IOException {
    TableMetadata metadata = lake.made(table).current();
    Snapshot current = metadata.currentSnapshot();
    ObjectNode root = JSON.createObjectNode().put("table", table);
    root.put("files", number(current, "total-data-files"));
    root.put("bytes", number(current, "total-files-size"));
    root.put("rows", number(current, ROWS));
    Pin.of(metadata)
        .ifPresent(
            pin ->
                root.putObject("pinned")
                    .put("snapshot", "" + pin.snapshot())
                    .put("since", "" + pin.since()));
    List<Snapshot> newestFirst =
        metadata.snapshots().stream()
            .sorted(Comparator.comparingLong(Snapshot::sequenceNumber).reversed())
            .toList();
    for (Snapshot snapshot : newestFirst) {
      add(root.withArray("snapshots").addObject(), snapshot);
    }
    root.put("current", current == null ? "" : "" + current.snapshotId());
    return root;
  }

  private static void add(ObjectNode node, Snapshot snapshot) {
    node.put("id", "" + snapshot.snapshotId())
        .put("at", "" + Instant.ofEpochMilli(snapshot.timestampMillis()))
        .put("operation", snapshot.operation())
        .put("by", by(snapshot.summary()))
        .put("added", number(snapshot, "added-records"))
        .put("removed", number(snapshot, "deleted-records"))
        .put("rows", number(snapshot, ROWS))
        .put("partitions", number(snapshot, "changed-partition-count"));
  }

  /** Our run, our upkeep between runs, or whatever others say of themselves. */
  private static String by(Map<String, String> summary) {
    String run = summary.get(TableCommit.RUN);
    if (run != null) {
      return "run " + run;
    }
    if (summary.containsKey(ForeignWalk.COMMIT)) {
      return "upkeep";
    }
    Optional<String> engine = ENGINES.stream().filter(summary::containsKey).findFirst();
    return engine
        .map(
            name ->
                name.equals("engine-name")
                    ? (summary.get(name) + " " + summary.getOrDefault("engine-version", "")).trim()
                    : name.split("[_.]")[0])
        .orElse("somebody else");
  }

  static long number(Snapshot snapshot, String property) {
    return snapshot == null ? 0 : Long.parseLong(snapshot.summary().getOrDefault(property, "0"));
  }
}
