package dev.sluice.iceberg;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;

/**
 * Makes a table be as its design says, before rows are made for it: creates it, or changes its
 * columns. Idempotent.
 */
public final class TablePreparation {
  private final IcebergLake lake;
  private final TableKeeping keeping;
  private final boolean unpins;

  public TablePreparation(IcebergLake lake, TableKeeping keeping) {
    this(lake, keeping, false);
  }

  /**
   * Prepares tables.
   *
   * @param unpins whether those that are pinned are changed too
   */
  TablePreparation(IcebergLake lake, TableKeeping keeping, boolean unpins) {
    this.lake = lake;
    this.keeping = keeping;
    this.unpins = unpins;
  }

  /** What came of it. */
  public sealed interface Prepared {
    /** The table is as designed; rows can be made for it. */
    record Ready(TableLayout layout) implements Prepared {}

    /**
     * It can't be made so, and stays as it is.
     *
     * @param reason what differs, and what to do
     */
    record Refused(String reason) implements Prepared {}
  }

  /**
   * Prepares.
   *
   * @throws IOException if the table can't be read or written
   */
  public Prepared prepare(TableDesign design) throws IOException {
    return prepare(design, lake.look(design.name())).prepared();
  }

  /** What came of it, and how the table is now. */
  record PreparedTable(Prepared prepared, TableMetadata metadata) {}

  PreparedTable prepare(TableDesign design, PinnedTable first) throws IOException {
    return lake.change(
        first,
        "prepared",
        pinned -> {
          Prepared prepared = pinned.exists() ? change(pinned, design) : create(pinned, design);
          return new PreparedTable(prepared, pinned.refresh());
        });
  }

  private Prepared create(PinnedTable pinned, TableDesign design) {
    if (pinned.isOfAnotherFormat()) {
      return new Prepared.Refused(
          "Table '%s' has just become a table of another format; the next run converts it"
              .formatted(design.name()));
    }
    pinned.commit(null, start(design));
    return ready(pinned);
  }

  /** A table as designed, without rows. */
  TableMetadata start(TableDesign design) {
    Schema schema = design.schema();
    Map<String, String> properties = new HashMap<>(keeping.properties());
    properties.put(OurColumns.PROPERTY, OurColumns.text(schema));
    return TableMetadata.newTableMetadata(
        schema, design.spec(schema), design.location(), properties);
  }

  private static Prepared ready(PinnedTable pinned) {
    return ready(pinned.refresh()).prepared();
  }

  static PreparedTable ready(TableMetadata metadata) {
    return new PreparedTable(new Prepared.Ready(TableLayout.of(metadata)), metadata);
  }

  private Prepared change(PinnedTable pinned, TableDesign design) {
    TableMetadata metadata = pinned.current();
    if (!unpins && Pin.of(metadata).isPresent()) {
      return ready(pinned);
    }
    Optional<String> others = others(metadata, design);
    if (others.isPresent()) {
      return refused(design, List.of(others.get()));
    }
    OurColumns ours = OurColumns.of(metadata);
    SchemaChange change = new SchemaChange(metadata.schema(), metadata.spec(), ours, design);
    if (!change.problems().isEmpty()) {
      return refused(design, change.problems());
    }
    Map<String, String> properties = new HashMap<>(keeping.properties());
    properties.put(OurColumns.PROPERTY, ours.text(metadata.schema(), metadata.schema()));
    properties.entrySet().removeAll(metadata.properties().entrySet());
    if (metadata.formatVersion() >= Integer.parseInt(TableKeeping.FORMAT)) {
      properties.remove(TableProperties.FORMAT_VERSION);
    }
    if (change.isEmpty() && properties.isEmpty()) {
      return ready(pinned);
    }
    commit(pinned, change, ours, properties);
    return ready(pinned);
  }

  private static Prepared refused(TableDesign design, List<String> problems) {
    return new Prepared.Refused(
        problems.stream()
            .map(problem -> "Table '%s': %s".formatted(design.name(), problem))
            .collect(Collectors.joining("; ")));
  }

  /** Why the table is left to whoever made it: what lies in its folder may be theirs. */
  private static Optional<String> others(TableMetadata metadata, TableDesign design) {
    if (!OurColumns.isOurs(metadata) && !metadata.snapshots().isEmpty()) {
      return Optional.of(
          "somebody else made it, and it has rows of theirs. Give the pipeline's table another"
              + " name, or rename theirs in the catalog");
    }
    return metadata.location().replaceAll("/+$", "").equals(design.location())
        ? Optional.empty()
        : Optional.of(
            "it lies in '%s' and is to lie in '%s'. Give the pipeline's table that location, or another name"
                .formatted(metadata.location(), design.location()));
  }

  private static void commit(
      PinnedTable pinned, SchemaChange change, OurColumns ours, Map<String, String> properties) {
    Transaction transaction = new BaseTable(pinned, pinned.tableName()).newTransaction();
    if (!change.isEmpty()) {
      UpdateSchema update = transaction.updateSchema();
      change.apply(update);
      properties.put(OurColumns.PROPERTY, ours.text(update.apply(), pinned.current().schema()));
      update.commit();
    }
    UpdateProperties update = transaction.updateProperties();
    properties.forEach(update::set);
    update.commit();
    transaction.commitTransaction();
  }
}
