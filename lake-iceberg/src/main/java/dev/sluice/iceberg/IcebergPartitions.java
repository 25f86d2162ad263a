package dev.sluice.iceberg;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.PartitionKeeper;
import dev.sluice.core.trusted.PartitionManifest;
import dev.sluice.core.trusted.PartitionObjects;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TableGate;
import dev.sluice.core.trusted.TablePin;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.survey.KnownManifests;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.TableMetadata;

/**
 * Keeps the partitions of one Iceberg table. What is made waits until the run commits it. What the
 * table has is looked at when a run asks what is gone, and after a commit.
 */
public final class IcebergPartitions implements PartitionKeeper {
  private final IcebergLake lake;
  private final Pipeline pipeline;
  private final TrustedTable table;
  private final Clock clock;
  private final Keeping keeping;
  private final KnownLedger known;
  private final UnitPartitions partitions;
  private Optional<TableLook> look = Optional.empty();
  private Optional<TableLook> committed = Optional.empty();

  /**
   * How partitions are kept.
   *
   * @param known keeps in the lake what they are made of; empty: the ledger is read
   * @param atOnce how many are made at once
   */
  public record Keeping(Optional<KnownManifests> known, int atOnce) {}

  /** Of a table. */
  public IcebergPartitions(
      IcebergLake lake, Pipeline pipeline, TrustedTable table, Clock clock, Keeping keeping) {
    this.keeping = keeping;
    known = new KnownLedger(keeping.known());
    partitions = new UnitPartitions(pipeline, table);
    this.lake = lake;
    this.pipeline = pipeline;
    this.table = table;
    this.clock = clock;
  }

  private TableLook look() throws IOException {
    if (look.isEmpty()) {
      look = Optional.of(TableLook.at(lake, pipeline, table, clock.instant(), false));
    }
    return look.get();
  }

  @Override
  public TableGate gate(TrustedTable of, RewritePolicy policy) throws IOException {
    if (look().conversion().isPresent()) {
      return look().conversion().get().gate();
    }
    Optional<Pin> pin = Pin.of(look().metadata());
    if (pin.isPresent()) {
      List<TrustedPartition> since = madeSince(pin.get());
      if (policy.rebuild().isEmpty() || !since.stream().allMatch(policy::isToBeRebuilt)) {
        return new TableGate.Pinned(told(pin.get(), since));
      }
      look = Optional.of(TableLook.at(lake, pipeline, table, clock.instant(), true));
    }
    return look().prepared() instanceof TablePreparation.Prepared.Refused refused
        ? new TableGate.Refused(refused.reason())
        : TableGate.OPEN;
  }

  private TablePin told(Pin pin, List<TrustedPartition> since) {
    return new TablePin(
        "" + pin.snapshot(),
        pin.since(),
        TableHistory.number(look.orElseThrow().metadata().currentSnapshot(), TableHistory.ROWS),
        since.stream().map(TrustedPartition::period).reduce(Period::hull));
  }

  /** The partitions that the table had otherwise before it was put back. */
  private List<TrustedPartition> madeSince(Pin pin) throws IOException {
    Instant shown = pin.committed(look().metadata());
    return look().ledger().all().stream()
        .filter(unit -> unit.at().truncatedTo(ChronoUnit.MILLIS).isAfter(shown))
        .flatMap(unit -> partitions.of(unit).stream())
        .toList();
  }

  @Override
  public List<Set<String>> ties(TrustedTable of, RewritePolicy policy) throws IOException {
    TableMetadata metadata = look().metadata();
    return TableState.of(
            lake, table.name(), Pin.of(metadata).isEmpty() ? metadata : Pin.released(metadata))
        .ties(unit -> partitions.of(unit).filter(policy::isToBeTakenOver).isPresent());
  }

  @Override
  public Optional<PartitionManifest> manifest(TrustedPartition partition) throws IOException {
    UnitDraft.UnitName name = UnitDraft.UnitName.of(partition);
    Optional<MadeUnit> staged = look().staged().unit(name.path());
    if (staged.isEmpty() && look().conversion().isPresent()) {
      return look().conversion().get().plain().manifest(partition);
    }
    if (staged.isPresent()) {
      return staged.get().manifest();
    }
    return known.manifest(look().ledger(), name);
  }

  @Override
  public void look(TrustedTable of, Optional<Instant> audited) throws IOException {
    known.load();
  }

  @Override
  public List<TrustedPartition> gone(TrustedTable of, List<TrustedPartition> inRaw)
      throws IOException {
    look = Optional.empty();
    look();
    if (look().conversion().isPresent()) {
      return look().conversion().get().plain().gone(of, inRaw);
    }
    List<String> made = known.paths(look().ledger());
    if (of.partition().isEmpty()) {
      return List.of();
    }
    return partitions.gone(made, inRaw);
  }

  @Override
  public String design(TrustedTable of) throws IOException {
    return look().staged().folder() + layout().text();
  }

  @Override
  public PartitionDraft draft(TrustedPartition partition) throws IOException {
    return new UnitDraft(
        UnitDraft.UnitName.of(partition),
        UnitFiles.atOnce(table, layout().in(partition), keeping.atOnce()),
        new PartitionObjects(lake.store(), partition.keys(pipeline.name())),
        clock,
        unit -> look().staged().add(unit));
  }

  /**
   * How the table's files are to be written.
   *
   * @throws IOException if the table can't be made as the pipeline has it, and says why
   */
  public TableLayout layout() throws IOException {
    return look().layout();
  }

  /**
   * Takes units that were made elsewhere; their files are in the lake.
   *
   * @param units as {@link UnitsJson} writes them
   */
  public void stage(byte[] units) throws IOException {
    look().staged().addAll(units);
  }

  @Override
  public boolean isToBeConverted(TrustedPartition partition) throws IOException {
    return look().conversion().isPresent() && !isStaged(partition);
  }

  @Override
  public boolean isStaged(TrustedPartition partition) {
    return look.flatMap(seen -> seen.staged().unit(partition.path())).isPresent();
  }

  @Override
  public void save() throws IOException {
    if (look.isPresent()) {
      look.get().staged().save();
    }
    remember();
  }

  @Override
  public void remember() throws IOException {
    known.remember();
  }

  @Override
  public Map<String, String> commit(TrustedTable of, RewritePolicy policy) throws IOException {
    StagedUnits staged = look().staged();
    Optional<PlainConversion> conversion = look().conversion();
    if (conversion.isPresent()) {
      conversion.get().commit(staged.all(), policy.run(), CommitRequest.summary(staged.all()));
    }
    Set<String> overwrites =
        staged.all().stream()
            .filter(unit -> partitions.of(unit).filter(policy::isToBeTakenOver).isPresent())
            .map(MadeUnit::path)
            .collect(Collectors.toSet());
    CommitRequest request =
        new CommitRequest(
            policy.run(),
            List.copyOf(staged.all()),
            CommitRequest.summary(staged.all()),
            overwrites,
            areAllStaged(staged));
    Map<String, String> left = new TableCommit(lake, table.name()).commit(request).left();
    committed = look;
    look = Optional.empty();
    return left;
  }

  @Override
  public void clean(TrustedTable of) throws IOException {
    TableLook before = committed.orElseThrow();
    committed = Optional.empty();
    before.staged().clear();
    OrphanSweep sweep = new OrphanSweep(lake, table.name());
    if (before.conversion().isPresent()) {
      known.forget();
      sweep.postpone();
    }
    new TableUpkeep(lake, table.name(), TableKeeping.of(table)).keep(clock.instant());
    sweep.sweepOncePerDay(clock.instant());
  }

  /** Letting a table go must not bring back anything that it was put back for. */
  private boolean areAllStaged(StagedUnits staged) throws IOException {
    Optional<Pin> pin = Pin.of(look().metadata());
    return pin.isPresent()
        && madeSince(pin.get()).stream()
            .allMatch(partition -> staged.unit(partition.path()).isPresent());
  }
}
