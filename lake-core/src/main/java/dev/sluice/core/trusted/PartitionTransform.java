package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectsAhead;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.rows.RowMemory;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Brings trusted partitions up to date: each is replaced as a whole, with what it was made of
 * ({@code fingerprint}) and its counts.
 */
public final class PartitionTransform {
  private final PartitionSurvey survey;
  private final Workspace workspace;
  private final PartitionMaker maker;

  /**
   * Where, with how much memory and how much at once rows are sorted.
   *
   * @param folder for temporary files; of the order of twice a partition's uncompressed size
   * @param sortBytes memory for rows of all partitions that are made at once; beyond it they go to
   *     the folder. Indexes over the rows take about a third more
   * @param mostBytes about how many bytes, unpacked, the raw objects of a partition may have to be
   *     made in one go; a larger one is made in pieces of half of it, if its table takes it
   * @param memory where rows are sorted, one partition's after the other's
   * @param ahead how far each partition's raw objects are fetched before they are read
   * @param atOnce how many partitions are made at once
   */
  public record Workspace(
      Path folder,
      long sortBytes,
      long mostBytes,
      RowMemory memory,
      ObjectsAhead.Limits ahead,
      AtOnce atOnce) {
    /** What a function of 1 GB reads in less than a minute. */
    public static final long MOST_BYTES = 512L << 20;

    public Workspace {
      if (sortBytes < 1 || mostBytes < 1) {
        throw new IllegalArgumentException(
            "sortBytes and mostBytes must be positive, not %d and %d"
                .formatted(sortBytes, mostBytes));
      }
    }

    /** With memory of its own. */
    public Workspace(Path folder, long sortBytes, long mostBytes, AtOnce atOnce) {
      this(
          folder,
          sortBytes,
          mostBytes,
          new RowMemory(atOnce.partitions(), sortBytes / atOnce.partitions()),
          ObjectsAhead.Limits.USUAL,
          atOnce);
    }

    /** For one partition after the other. */
    public Workspace(Path folder, long sortBytes, long mostBytes) {
      this(folder, sortBytes, mostBytes, new RowMemory(), ObjectsAhead.Limits.USUAL, AtOnce.ONE);
    }

    /** With the usual size of what is made in one go. */
    public Workspace(Path folder, long sortBytes) {
      this(folder, sortBytes, MOST_BYTES);
    }

    /** For one of the partitions that are made at once. */
    Workspace share() {
      long share = Math.max(1, sortBytes / atOnce.partitions());
      return new Workspace(
          folder, share, mostBytes, memory, ahead.share(atOnce.partitions()), AtOnce.ONE);
    }

    /** For a partition beside which no other one is made. */
    Workspace whole() {
      if (atOnce.partitions > 1) {
        memory.clear();
      }
      return this;
    }
  }

  /**
   * What is made at once.
   *
   * @param partitions how many, each by a thread of its own; one: by the thread that has the run
   * @param bytes about how many bytes, unpacked, their raw objects may have together, as their
   *     temporary files share the folder; one larger than that is made alone
   */
  public record AtOnce(int partitions, long bytes) {
    /** One partition after the other, in the thread that has the run. */
    public static final AtOnce ONE = new AtOnce(1, Long.MAX_VALUE);

    public AtOnce {
      if (partitions < 1 || bytes < 1) {
        throw new IllegalArgumentException(
            "partitions and bytes must be positive, not %d and %d".formatted(partitions, bytes));
      }
    }
  }

  /** Of tables whose partitions are objects of the writer's format. */
  public PartitionTransform(
      Pipeline pipeline, ObjectStore store, TableWriter writer, Workspace workspace) {
    this(pipeline, store, of(plain(pipeline, store, writer)), workspace);
  }

  /** Of tables of any format. */
  public PartitionTransform(
      Pipeline pipeline, ObjectStore store, PartitionKeeper.Keepers keepers, Workspace workspace) {
    this(pipeline, store, new PartitionSurvey(pipeline, store, keepers), workspace);
  }

  /** Of tables of any format, as that survey sees them. */
  public PartitionTransform(
      Pipeline pipeline, ObjectStore store, PartitionSurvey survey, Workspace workspace) {
    this.survey = survey;
    this.workspace = workspace;
    maker = new PartitionMaker(pipeline, store, survey, workspace);
  }

  private static PartitionKeeper.Keepers of(PartitionKeeper one) {
    return table -> one;
  }

  /** Who keeps the partitions of tables that are objects of the writer's format. */
  public static PartitionKeeper plain(Pipeline pipeline, ObjectStore store, TableWriter writer) {
    return new PlainPartitions(pipeline, store, Optional.of(writer));
  }

  /** The same, who keeps in the lake what its partitions are made of, and does not ask them. */
  public static PartitionKeeper known(Pipeline pipeline, ObjectStore store, TableWriter writer) {
    return new KnownPartitions(new PlainPartitions(pipeline, store, Optional.of(writer)));
  }

  /** Sees what is there. */
  public PartitionSurvey survey() {
    return survey;
  }

  /** Who keeps a partition. */
  public PartitionKeeper keeper(TrustedTable table) {
    return survey.keeper(table);
  }

  /** How many partitions are made at once. */
  public AtOnce atOnce() {
    return workspace.atOnce();
  }

  /** The same without a limit of time. */
  public PartitionOutcome bringUpToDate(TrustedPartition partition, RewritePolicy policy) {
    return bringUpToDate(partition, policy, () -> Long.MAX_VALUE);
  }

  /**
   * Writes the partition's object if it is not made of what is in raw now. Whatever goes wrong
   * costs this partition alone.
   *
   * @param remainingMillis of the time limit; one that is too large to be made in it gets on
   */
  public PartitionOutcome bringUpToDate(
      TrustedPartition partition, RewritePolicy policy, LongSupplier remainingMillis) {
    PartitionWork work = begin(partition, policy);
    work.make();
    return work.finish(remainingMillis);
  }

  /** Begins to do so: looks whether there is anything to make. */
  public PartitionWork begin(TrustedPartition partition, RewritePolicy policy) {
    PartitionWork work =
        new PartitionWork(new PartitionWork.Parts(survey, maker, workspace), partition, policy);
    work.begin();
    return work;
  }

  /** What the partition's object is, if there is one. */
  public Optional<PartitionOutcome.UpToDate> existing(
      TrustedPartition partition, RewritePolicy policy) throws IOException {
    return survey.manifest(partition).map(made -> PartitionOutcome.UpToDate.of(made, policy.run()));
  }
}
