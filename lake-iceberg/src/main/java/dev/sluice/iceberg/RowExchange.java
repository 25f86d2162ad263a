package dev.sluice.iceberg;

import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.run.port.TableCatalog.MadeTable;
import dev.sluice.core.run.port.TableCatalog.TablePointer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.expressions.Expressions;

/**
 * Exchanges all rows of a refined table for those that a statement made under a helper's name, in
 * one commit. Their files stay where they are, below the table's folder. If the helper's columns
 * can be the table's, its history goes on; otherwise a table of another identity takes its place,
 * in one exchange too. Whatever is interrupted, readers see the old rows or the new ones, and an
 * exchange of which no answer came is looked for before it is tried again.
 */
final class RowExchange {
  /** In the summary of a table's first snapshot: why it does not have the history of the last. */
  static final String ANEW = "sluice.history-anew";

  private static final String COMMENT = "comment";

  private final IcebergLake lake;
  private final MadeTable made;

  RowExchange(IcebergLake lake, MadeTable made) {
    this.lake = lake;
    this.made = made;
  }

  /**
   * Exchanges. May be repeated.
   *
   * @param seen the table as it was looked at
   * @return false, and nothing was done, if the table is another
   */
  boolean exchange(Optional<TablePointer> seen) throws IOException {
    return lake.change(
        made.name(),
        "changed",
        pinned -> {
          Optional<TablePointer> now = MadeRows.pointer(pinned, lake);
          if (now.filter(at -> at.location().equals(made.location())).isPresent()) {
            return true;
          }
          if (!now.map(TablePointer::version).equals(seen.map(TablePointer::version))) {
            return false;
          }
          commit(pinned);
          return true;
        });
  }

  private void commit(PinnedTable pinned) throws IOException {
    TableMetadata helper = helper();
    List<DataFile> files = files(helper);
    Optional<String> anew =
        pinned.exists()
            ? new SameColumns(pinned.current(), helper).problem(location())
            : Optional.empty();
    boolean goesOn = pinned.exists() && anew.isEmpty();
    if (!goesOn) {
      // What was there is an orphan at once, but has readers.
      new OrphanSweep(lake, made.name()).postpone();
    }
    Transaction transaction = goesOn ? goOn(pinned, helper) : begin(pinned, helper);
    OverwriteFiles overwrite =
        transaction
            .newOverwrite()
            .overwriteByRowFilter(Expressions.alwaysTrue())
            .scanManifestsWith(new SameThread());
    files.forEach(overwrite::addFile);
    anew.ifPresent(reason -> overwrite.set(ANEW, reason));
    overwrite
        .set(TableCommit.RUN, made.making().run())
        .set(ForeignWalk.COMMIT, made.attempt())
        .commit();
    transaction.commitTransaction();
  }

  private Transaction goOn(PinnedTable pinned, TableMetadata helper) {
    TableMetadata current = pinned.current();
    int last = Math.max(current.lastColumnId(), helper.schema().highestFieldId());
    TableMetadata.Builder next =
        TableMetadata.buildFrom(current)
            .setCurrentSchema(helper.schema(), last)
            .setProperties(properties());
    if (made.comment().isEmpty() && current.properties().containsKey(COMMENT)) {
      next.removeProperties(Set.of(COMMENT));
    }
    pinned.become(next.build());
    return new BaseTable(pinned, made.name()).newTransaction();
  }

  /** The numbers of columns stay those that the files have. */
  private Transaction begin(PinnedTable pinned, TableMetadata helper) throws IOException {
    TableMetadata start =
        TableMetadata.newTableMetadata(
            helper.schema(), PartitionSpec.unpartitioned(), location(), properties());
    if (!start.schema().sameSchema(helper.schema())) {
      throw new IOException(
          "The columns of '%s' are not numbered as those of a new table".formatted(made.helper()));
    }
    return Transactions.createTableTransaction(made.name(), pinned.anew(), start);
  }

  private String location() {
    String folder = made.folder();
    return lake.location(folder.substring(0, folder.length() - 1));
  }

  private Map<String, String> properties() {
    TableFormat.Iceberg format = (TableFormat.Iceberg) made.making().format();
    Map<String, String> properties = new HashMap<>(TableKeeping.of(format).properties());
    properties.remove(TableProperties.FORMAT_VERSION);
    properties.put(ForeignWalk.COMMIT, made.attempt());
    if (!made.comment().isEmpty()) {
      properties.put(COMMENT, made.comment());
    }
    return properties;
  }

  private TableMetadata helper() throws IOException {
    PinnedTable helper = lake.look(made.helper());
    if (!helper.exists()) {
      throw new IOException(
          "The catalog has no Iceberg table '%s', which was to be made for '%s'"
              .formatted(made.helper(), made.name()));
    }
    return helper.current();
  }

  private List<DataFile> files(TableMetadata helper) throws IOException {
    LiveFiles live = new LiveFiles(lake.io(), helper);
    List<DataFile> files = new ArrayList<>();
    String folder = lake.location(made.location());
    for (DataFile file : live.withMetrics()) {
      if (!file.location().startsWith(folder) || !helper.spec(file.specId()).isUnpartitioned()) {
        throw new IOException(
            "'%s' of '%s' can't be a file of '%s': it is to lie in '%s', in no partition"
                .formatted(file.location(), made.helper(), made.name(), folder));
      }
      files.add(DataFiles.builder(PartitionSpec.unpartitioned()).copy(file).build());
    }
    return files;
  }
}
