package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.PartitionPath;
import dev.sluice.core.lake.RawKeyReader;
import dev.sluice.core.lake.RecordTime;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.read.FailureText;
import dev.sluice.core.trusted.survey.RawSurvey;
import dev.sluice.core.trusted.survey.SurveyRequest;
import dev.sluice.core.trusted.survey.SurveyedRaw;
import dev.sluice.core.trusted.survey.SurveyedRaw.Looked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Sees what is in raw, and what is in trusted for it. Costs listings, and what its keepers ask. */
public final class PartitionSurvey {
  private static final Comparator<ObjectInfo> KEY_ORDER =
      (a, b) -> Arrays.compareUnsigned(a.key().getBytes(UTF_8), b.key().getBytes(UTF_8));

  private final Pipeline pipeline;
  private final ObjectStore store;
  private final PartitionKeeper.Keepers keepers;
  private final Optional<RawSurvey> known;

  /** Of tables whose partitions are objects. */
  public PartitionSurvey(Pipeline pipeline, ObjectStore store) {
    this(pipeline, store, plain(pipeline, store));
  }

  /**
   * Of tables of any format. Each look lists all of raw.
   *
   * @param keepers who keeps their partitions
   */
  public PartitionSurvey(Pipeline pipeline, ObjectStore store, PartitionKeeper.Keepers keepers) {
    this(pipeline, store, keepers, Optional.empty());
  }

  /**
   * Of tables of any format.
   *
   * @param keepers who keeps their partitions
   * @param known knows of raw what need not be listed; empty: nobody does
   */
  public PartitionSurvey(
      Pipeline pipeline,
      ObjectStore store,
      PartitionKeeper.Keepers keepers,
      Optional<RawSurvey> known) {
    this.pipeline = pipeline;
    this.store = store;
    this.keepers = keepers;
    this.known = known;
  }

  private static PartitionKeeper.Keepers plain(Pipeline pipeline, ObjectStore store) {
    PartitionKeeper plain = new PlainPartitions(pipeline, store, Optional.empty());
    return table -> plain;
  }

  /**
   * All partitions of all tables: those that are in raw, then those that are in trusted only. A
   * table that can't be looked at costs itself alone.
   *
   * @throws IOException if raw can't be listed
   */
  public TrustedPartitions list() throws IOException {
    TrustedPartitions all = TrustedPartitions.NONE;
    for (Input input : pipeline.inputs()) {
      if (pipeline.trusted().stream().anyMatch(table -> table.input().equals(input.name()))) {
        all = all.plus(list(input));
      }
    }
    return all.plus(gone(all, Optional.empty()));
  }

  /**
   * The same, of what is listed now and what is known from before.
   *
   * @throws HalfSurveyException if there was no time for all that has to be listed
   * @throws IOException if raw can't be listed
   */
  public TrustedPartitions list(SurveyRequest request) throws IOException {
    if (known.isEmpty()) {
      return list();
    }
    SurveyedRaw raw = known.get().survey(request);
    if (!raw.isWhole()) {
      throw new HalfSurveyException(raw.looked());
    }
    TrustedPartitions all = TrustedPartitions.NONE.after(raw.looked());
    for (Input input : pipeline.inputs()) {
      if (raw.inputs().containsKey(input.name())) {
        all = all.plus(TrustedPartitions.of(pipeline, input, raw.inputs().get(input.name())));
      }
    }
    return all.plus(gone(all, Optional.of(raw.audited())));
  }

  private TrustedPartitions gone(TrustedPartitions all, Optional<Instant> audited) {
    List<TrustedPartition> gone = new ArrayList<>();
    Map<String, String> unread = new HashMap<>();
    for (TrustedTable table : pipeline.trusted()) {
      try {
        keepers.of(table).look(table, audited);
        gone.addAll(keepers.of(table).gone(table, all.of(table)));
      } catch (IOException | RuntimeException e) {
        unread.put(table.name(), FailureText.told(e));
      }
    }
    return new TrustedPartitions(gone, List.of(), 0, unread, Looked.NOTHING);
  }

  /**
   * Notes that a partition was made of something else than what was known of raw, so that the next
   * look lists it and its neighbours.
   */
  public void listAgain(TrustedPartition partition) throws IOException {
    if (known.isPresent()) {
      Instant since =
          partition.hasNeighbours() && !partition.table().partition().isEmpty()
              ? partition.neighboursFrom()
              : partition.period().from();
      known.get().mark(partition.input(), new Period(since, partition.period().to()));
    }
  }

  private TrustedPartitions list(Input input) throws IOException {
    try (Stream<ObjectInfo> listing = store.list(input.layout().prefix() + "/")) {
      return TrustedPartitions.of(pipeline, input, listing);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Who keeps a table's partitions. */
  public PartitionKeeper keeper(TrustedTable table) {
    return keepers.of(table);
  }

  /** What the partition is made of; empty: it was not made, or it is another's. */
  public Optional<PartitionManifest> manifest(TrustedPartition partition) throws IOException {
    return keepers.of(partition.table()).manifest(partition);
  }

  /** Whether the partition was made and waits for being committed to its table. */
  public boolean isStaged(TrustedPartition partition) {
    return keepers.of(partition.table()).isStaged(partition);
  }

  /** The partition's raw objects as they are now, in the order of their keys. */
  public List<ObjectInfo> objects(TrustedPartition partition) throws IOException {
    return listed(partition.input().layout(), partition.rawPrefix());
  }

  private List<ObjectInfo> listed(RawLayout layout, String prefix) throws IOException {
    RawKeyReader keys = new RawKeyReader(layout);
    try (Stream<ObjectInfo> listing = store.list(prefix)) {
      return listing
          .filter(object -> !object.key().endsWith("/") && keys.read(object.key()))
          .sorted(KEY_ORDER)
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Raw objects of other partitions in which copies of the partition's records may lie. Costs
   * listings only where the partition shows that there are such.
   *
   * @param own the partition's raw objects
   */
  public NeighbourObjects neighbours(TrustedPartition partition, List<ObjectInfo> own)
      throws IOException {
    if (!partition.hasNeighbours()) {
      return NeighbourObjects.NONE;
    }
    Neighbourhood near = Neighbourhood.of(partition.input().layout(), partition.period());
    boolean hasFar = own.stream().anyMatch(object -> RecordTime.of(object.key()) == RecordTime.FAR);
    List<ObjectInfo> unbelieved =
        objects(partition, near.unbelieved()).stream()
            .filter(object -> RecordTime.of(object.key()) != RecordTime.BELIEVED)
            .toList();
    return new NeighbourObjects(
        unbelieved,
        hasFar && near.believed().isPresent()
            ? objects(partition, near.believed().get())
            : List.of());
  }

  /** The objects of all partitions of raw that meet the period, which ends before this one. */
  private List<ObjectInfo> objects(TrustedPartition partition, Period period) throws IOException {
    RawLayout layout = partition.input().layout();
    PartitionPath paths = new PartitionPath(layout);
    long last = paths.ordinal(period.to().toEpochMilli() - 1);
    List<ObjectInfo> objects = new ArrayList<>();
    for (long at = paths.ordinal(period.from().toEpochMilli()); at <= last; at++) {
      objects.addAll(listed(layout, layout.prefix() + "/" + paths.path(at) + "/"));
    }
    return objects;
  }
}
