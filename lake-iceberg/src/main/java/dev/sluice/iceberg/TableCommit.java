package dev.sluice.iceberg;

import dev.sluice.core.lake.PutObject;
import dev.sluice.iceberg.CommitRequest.CommitResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Puts what a run made of a table into it: all units at once, with the ledger, in one snapshot.
 * Whatever is interrupted, the table is as before or as after; a commit of which no answer came is
 * looked for before it is tried again, and nothing of it is deleted.
 */
public final class TableCommit {
  /** In a snapshot's summary: the run that made it. */
  public static final String RUN = "sluice.run";

  /** Characters of a commit that make a name unique, and the properties short. */
  private static final int NAME = 18;

  private final IcebergLake lake;
  private final String table;

  public TableCommit(IcebergLake lake, String table) {
    this.lake = lake;
    this.table = table;
  }

  /**
   * Commits. May be repeated: units that the table has as they are made are not put again.
   *
   * @throws IOException if the table can't be read or written, or others change it all the time;
   *     whether it was committed may be unknown then
   */
  public CommitResult commit(CommitRequest request) throws IOException {
    return lake.change(table, "changed", pinned -> attempt(pinned, request));
  }

  private CommitResult attempt(PinnedTable pinned, CommitRequest request) throws IOException {
    try {
      return attemptValid(pinned, request);
    } catch (ValidationException e) {
      throw new IOException(
          "Table '%s' does not have the files that its ledger names: %s"
              .formatted(table, e.getMessage()),
          e);
    }
  }

  private CommitResult attemptValid(PinnedTable pinned, CommitRequest request) throws IOException {
    if (!pinned.exists()) {
      throw new IOException("Table '%s' does not exist".formatted(table));
    }
    Optional<Pin> pin = Pin.of(pinned.current());
    if (pin.isPresent()) {
      if (!request.unpins()) {
        return request.left("the table is " + pin.get());
      }
      pinned.release();
    }
    TableState state = TableState.of(lake, table, pinned.current());
    CommitPlan plan = new CommitPlan(state, request);
    Set<String> committed = new TreeSet<>(plan.done());
    // What others did is noted even if nothing is to be committed: its snapshots may expire.
    if (!plan.accepted().isEmpty() || state.hasNews()) {
      commit(pinned, state, plan, request);
      committed.addAll(plan.accepted().keySet());
    }
    return new CommitResult(committed, plan.left());
  }

  /** What a commit is known by. */
  static String newName() {
    return UUID.randomUUID().toString().substring(0, NAME);
  }

  private void commit(PinnedTable pinned, TableState state, CommitPlan plan, CommitRequest request)
      throws IOException {
    String commit = newName();
    List<DataFile> added = plan.added();
    List<DataFile> deleted = plan.deleted();
    plan.taken().forEach(state.marks()::remove);
    Map<String, String> written =
        new TreeMap<>(state.ledger().with(plan.accepted().values(), commit));
    if (!state.marks().isEmpty()) {
      String name = "foreign-" + commit + ".json";
      lake.io().write(lake.ledgerOf(table) + name, state.marks().json(), PutObject.Condition.NONE);
      written.put(TableState.FOREIGN, name);
    }
    boolean hasRows = !added.isEmpty() || !deleted.isEmpty();
    Transaction transaction = new BaseTable(pinned, table).newTransaction();
    if (hasRows) {
      OverwriteFiles overwrite = overwrite(transaction, pinned.current(), added, deleted);
      request.summary().forEach(overwrite::set);
      overwrite.set(RUN, request.run()).set(ForeignWalk.COMMIT, commit).commit();
    }
    name(transaction, pinned.current(), written, hasRows ? commit : "");
    try {
      transaction.commitTransaction();
    } catch (PinnedTable.ChangedException | PinnedTable.RefusedException e) {
      written.values().forEach(name -> lake.io().deleteFile(lake.ledgerOf(table) + name));
      throw e;
    }
  }

  private static void name(
      Transaction transaction, TableMetadata base, Map<String, String> written, String commit) {
    UpdateProperties properties = transaction.updateProperties();
    written.forEach(properties::set);
    if (!written.containsKey(TableState.FOREIGN)
        && base.properties().containsKey(TableState.FOREIGN)) {
      properties.remove(TableState.FOREIGN);
    }
    if (!commit.isEmpty()) {
      properties.set(ForeignWalk.COMMIT, commit);
    }
    Snapshot current = transaction.table().currentSnapshot();
    if (current != null) {
      properties.set(ForeignWalk.SEEN, Long.toString(current.snapshotId()));
    }
    properties.commit();
  }

  /** A file to be deleted that isn't there fails the commit. */
  private static OverwriteFiles overwrite(
      Transaction transaction, TableMetadata base, List<DataFile> added, List<DataFile> deleted) {
    OverwriteFiles overwrite = transaction.newOverwrite();
    if (base.currentSnapshot() != null) {
      overwrite
          .validateFromSnapshot(base.currentSnapshot().snapshotId())
          .validateNoConflictingData();
    }
    overwrite.scanManifestsWith(new SameThread());
    added.forEach(overwrite::addFile);
    deleted.forEach(overwrite::deleteFile);
    return overwrite;
  }
}
