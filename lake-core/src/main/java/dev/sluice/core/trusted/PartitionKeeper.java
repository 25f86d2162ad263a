package dev.sluice.core.trusted;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.check.CheckedRows;
import dev.sluice.core.trusted.check.QuarantineRows;
import dev.sluice.core.trusted.read.FailureText;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the partitions of trusted tables in the format of the tables. A partition that was made is
 * in its table at once, or with all others when the run commits them.
 */
public interface PartitionKeeper {
  /**
   * What a partition is made of, as it is in the table or waits for being committed by this run.
   * Empty: it was not made, or nobody knows of what.
   */
  Optional<PartitionManifest> manifest(TrustedPartition partition) throws IOException;

  /**
   * Looks at a table anew, before anything else is asked of it. What is known of it from before may
   * be taken for granted.
   *
   * @param audited when the last listing of all of raw began: what is known is compared with what
   *     there is once for each; empty: by this look
   */
  default void look(TrustedTable table, Optional<Instant> audited) throws IOException {}

  /**
   * Partitions that a table has and raw has not.
   *
   * @param inRaw those that raw has
   */
  List<TrustedPartition> gone(TrustedTable table, List<TrustedPartition> inRaw) throws IOException;

  /**
   * Whether a run may make partitions of a table.
   *
   * @throws IOException if the table can't be looked at
   */
  default TableGate gate(TrustedTable table, RewritePolicy policy) throws IOException {
    return TableGate.OPEN;
  }

  /**
   * Which partitions have to be made again together if one of them is: groups of paths. None: each
   * partition has its rows for itself.
   */
  default List<Set<String>> ties(TrustedTable table, RewritePolicy policy) throws IOException {
    return List.of();
  }

  /**
   * To what files that are made of a table now are bound: a table that is designed otherwise, or
   * another one of its name, can't take them.
   */
  default String design(TrustedTable table) throws IOException {
    return "";
  }

  /** Begins to make a partition. */
  PartitionDraft draft(TrustedPartition partition) throws IOException;

  /**
   * Whether a table is being converted from another format and does not have the partition yet:
   * then it is made again even if it is up to date in the former format, or carried over.
   */
  default boolean isToBeConverted(TrustedPartition partition) throws IOException {
    return false;
  }

  /** Notes that somebody else is about to make a partition: what is known of it may be untrue. */
  default void forget(TrustedPartition partition) {}

  /** Whether what was made of a partition waits for being committed. */
  boolean isStaged(TrustedPartition partition);

  /** Notes what waits for being committed, so that another invocation can go on. */
  void save() throws IOException;

  /** Notes what was learned of partitions, so that the next look need not ask for it. */
  default void remember() throws IOException {}

  /**
   * Puts into a table what was made of it. May be repeated.
   *
   * @return why partitions were left as they were, by their paths
   */
  Map<String, String> commit(TrustedTable table, RewritePolicy policy) throws IOException;

  /** Lets go what a table does not need any more. To be called after a commit. */
  default void clean(TrustedTable table) throws IOException {}

  /** Commits and cleans; what goes wrong costs this table alone. */
  default Committed committed(TrustedTable table, RewritePolicy policy) {
    Map<String, String> left;
    try {
      left = commit(table, policy);
    } catch (IOException | RuntimeException e) {
      return new Committed(Map.of(), FailureText.told(e), "", Committed.RETRY);
    }
    try {
      clean(table);
      return new Committed(left, "", "", Committed.TAKE_OVER);
    } catch (IOException | RuntimeException e) {
      return new Committed(left, "", FailureText.told(e), Committed.TAKE_OVER);
    }
  }

  /**
   * What became of a table's commit.
   *
   * @param left why partitions were left as they were, by their paths
   * @param problem why all were; empty: they were not
   * @param unclean why old files are still there; empty: they are not
   * @param remedy what to do for those that were left
   */
  record Committed(Map<String, String> left, String problem, String unclean, String remedy) {
    private static final String TAKE_OVER =
        "If its rows are to be made of raw again, replay the period with --overwrite-foreign;"
            + " otherwise the partition stays as somebody else made it.";
    private static final String RETRY =
        "Correct what the reason names; the next run makes and commits the partition.";

    /** Why a partition was left as it was; empty: the table has it. */
    public Optional<String> left(String path) {
      return problem.isEmpty() ? Optional.ofNullable(left.get(path)) : Optional.of(problem);
    }
  }

  /** Who keeps which table. */
  @FunctionalInterface
  interface Keepers {
    PartitionKeeper of(TrustedTable table);
  }

  /**
   * A partition that is being made. Any thread may write and publish it; who began it finishes it,
   * so that keepers are asked and told by one thread.
   */
  interface PartitionDraft {
    /** Who writes its rows. */
    TableWriter writer();

    /**
     * Puts it into the lake.
     *
     * @param checked finished
     * @param rejected what can't be read; empty: there is nothing, and there was nothing
     */
    void publish(CheckedRows checked, Optional<Path> rejected, PartitionManifest made)
        throws IOException;

    /** Tells the keeper that it is not being made any more, and what was published, if it was. */
    default void finish() throws IOException {}
  }

  /** A partition that is being made, and may be made in parts, each with files of its own. */
  interface PartsDraft extends PartitionDraft {
    /**
     * Puts the files that were written into the lake; they belong to nothing yet.
     *
     * @return what {@link #publish(List, QuarantineRows, PartitionManifest, Optional)} has to be
     *     told
     */
    byte[] putPart() throws IOException;

    /**
     * Puts the partition into the lake that those parts are.
     *
     * @param rejected as always
     */
    void publish(
        List<byte[]> parts,
        QuarantineRows quarantined,
        PartitionManifest made,
        Optional<Path> rejected)
        throws IOException;
  }
}
