package dev.sluice.iceberg;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.PartitionPath;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionKeeper;
import dev.sluice.core.trusted.PartitionManifest;
import dev.sluice.core.trusted.PartitionObjects;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPaths;
import dev.sluice.core.trusted.check.CheckedRows;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;

/**
 * Keeps the partitions of one Iceberg table. What is made waits until the run commits it. What the
 * table has is looked at when a run asks what is gone, and after a commit.
 */
public final class IcebergPartitions implements PartitionKeeper {
  private static final String MADE_AT = "madeAt";
  private static final String PARQUET = "application/vnd.apache.parquet";

  private final IcebergLake lake;
  private final Pipeline pipeline;
  private final TrustedTable table;
  private final TableKeeping keeping;
  private final Clock clock;
  private Optional<Look> look = Optional.empty();

  /** What there was when it was looked at. */
  private record Look(TablePreparation.Prepared prepared, Ledger ledger, StagedUnits staged) {}

  public IcebergPartitions(IcebergLake lake, Pipeline pipeline, TrustedTable table, Clock clock) {
    TableFormat.Iceberg format = table.iceberg().orElseThrow();
    this.lake = lake;
    this.pipeline = pipeline;
    this.table = table;
    this.keeping = new TableKeeping(format.keepDays(), format.keepSnapshots());
    this.clock = clock;
  }

  private Look look() throws IOException {
    if (look.isEmpty()) {
      TableFormat.Iceberg format = table.iceberg().orElseThrow();
      String location = lake.location(pipeline.location(table).prefix());
      TablePreparation.Prepared prepared =
          new TablePreparation(lake, keeping)
              .prepare(TableDesign.of(table, format.spec(), format.renamed(), location));
      PinnedTable pinned = lake.look(table.name());
      look =
          Optional.of(
              new Look(
                  prepared,
                  new Ledger(lake.io(), pinned.current(), lake.ledgerOf(table.name())),
                  StagedUnits.load(
                      lake, table.name(), pinned.current().specsById(), clock.instant())));
    }
    return look.get();
  }

  @Override
  public Optional<PartitionManifest> manifest(TrustedPartition partition) throws IOException {
    Optional<MadeUnit> staged = look().staged.unit(partition.path());
    Optional<MadeUnit> unit =
        staged.isPresent() ? staged : look().ledger.unit(partition.path(), ordinal(partition));
    return unit.flatMap(
        made ->
            PartitionManifest.of(
                new ObjectInfo(
                    partition.path(),
                    0,
                    "",
                    Instant.parse(made.made().get(MADE_AT)),
                    made.made())));
  }

  private static long ordinal(TrustedPartition partition) {
    return partition.path().isEmpty()
        ? 0
        : new PartitionPath(partition.table().partition(), RawLayout.Style.HIVE)
            .ordinal(partition.period().from().toEpochMilli());
  }

  @Override
  public List<TrustedPartition> gone(TrustedTable of, List<TrustedPartition> inRaw)
      throws IOException {
    look = Optional.empty();
    look();
    if (of.partition().isEmpty()) {
      return List.of();
    }
    Set<String> paths = inRaw.stream().map(TrustedPartition::path).collect(Collectors.toSet());
    TrustedPaths trusted = new TrustedPaths(pipeline, table);
    String prefix = pipeline.location(table).prefix() + "/";
    List<TrustedPartition> gone = new ArrayList<>();
    for (MadeUnit unit : look().ledger.all()) {
      if (!paths.contains(unit.path())) {
        trusted.read(prefix + unit.path() + "/part-0.parquet").ifPresent(gone::add);
      }
    }
    return gone;
  }

  @Override
  public PartitionDraft draft(TrustedPartition partition) throws IOException {
    TablePreparation.Prepared prepared = look().prepared;
    if (prepared instanceof TablePreparation.Prepared.Refused refused) {
      throw new IOException(refused.reason());
    }
    TableLayout layout = ((TablePreparation.Prepared.Ready) prepared).layout();
    return new Draft(partition, new UnitFiles(table, layout, UnitFiles.TARGET_BYTES));
  }

  @Override
  public boolean isStaged(TrustedPartition partition) {
    return look.flatMap(seen -> seen.staged.unit(partition.path())).isPresent();
  }

  @Override
  public void save() throws IOException {
    if (look.isPresent()) {
      look.get().staged.save();
    }
  }

  @Override
  public Map<String, String> commit(TrustedTable of, RewritePolicy policy) throws IOException {
    StagedUnits staged = look().staged;
    CommitRequest request =
        new CommitRequest(policy.run(), List.copyOf(staged.all()), summary(staged.all()), Set.of());
    Map<String, String> left = new TableCommit(lake, table.name()).commit(request).left();
    staged.clear();
    look = Optional.empty();
    new TableUpkeep(lake, table.name(), keeping).keep(clock.instant());
    sweepOncePerDay(clock.instant());
    return left;
  }

  private void sweepOncePerDay(Instant now) throws IOException {
    String mark = lake.ledgers() + table.name() + "/swept";
    boolean isDone =
        lake.store()
            .head(mark)
            .filter(swept -> swept.modified().plus(Duration.ofDays(1)).isAfter(now))
            .isPresent();
    if (!isDone) {
      new OrphanSweep(lake, table.name()).sweep(now);
      lake.store().put(PutObject.of(mark, new byte[0], "text/plain"));
    }
  }

  private static Map<String, String> summary(Iterable<MadeUnit> units) {
    Map<String, Long> sums = new HashMap<>();
    for (MadeUnit unit : units) {
      for (String name : List.of("stored", "duplicates", "dropped", "quarantined", "rows")) {
        sums.merge(
            "sluice." + name, Long.parseLong(unit.made().getOrDefault(name, "0")), Long::sum);
      }
    }
    return sums.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, sum -> sum.getValue().toString()));
  }

  /** A unit that is being made. */
  private final class Draft implements PartitionDraft {
    private final TrustedPartition partition;
    private final UnitFiles files;

    Draft(TrustedPartition partition, UnitFiles files) {
      this.partition = partition;
      this.files = files;
    }

    @Override
    public TableWriter writer() {
      return files;
    }

    @Override
    public void publish(CheckedRows checked, Optional<Path> rejected, PartitionManifest made)
        throws IOException {
      new PartitionObjects(lake.store(), partition.keys(pipeline.name()))
          .publishOthers(checked, rejected, made);
      List<DataFile> published = new ArrayList<>();
      for (UnitFiles.WrittenFile written : files.written()) {
        lake.store()
            .put(
                new PutObject(
                    lake.io().key(written.file().location()),
                    PutObject.Content.of(written.local()),
                    PARQUET,
                    Map.of(),
                    PutObject.Condition.NONE));
        published.add(written.file());
      }
      Map<String, String> metadata = new HashMap<>(made.metadata());
      metadata.put(MADE_AT, clock.instant().toString());
      look().staged.add(new MadeUnit(partition.path(), ordinal(partition), metadata, published));
    }
  }
}
