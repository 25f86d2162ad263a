package dev.sluice.iceberg;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PartitionPath;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.trusted.PartitionKeeper.PartsDraft;
import dev.sluice.core.trusted.PartitionManifest;
import dev.sluice.core.trusted.PartitionObjects;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.check.CheckedRows;
import dev.sluice.core.trusted.check.QuarantineRows;
import dev.sluice.core.trusted.parts.PartFolder;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;

/**
 * A unit that is being made: its files get into the lake, and belong to the table once the unit is
 * committed.
 */
public final class UnitDraft implements PartsDraft {
  /** In what a unit is made of: when. */
  static final String MADE_AT = "madeAt";

  private static final String PARQUET = "application/vnd.apache.parquet";

  private final UnitName name;
  private final UnitFiles files;
  private final PartitionObjects objects;
  private final Clock clock;
  private final Taker taker;
  private Optional<MadeUnit> published = Optional.empty();

  /**
   * What a table knows a unit by.
   *
   * @param path as {@link MadeUnit#path}
   * @param ordinal as {@link MadeUnit#ordinal}
   */
  public record UnitName(String path, long ordinal) implements Serializable {
    private static final long serialVersionUID = 1;

    /** The unit that has the rows of a partition. */
    public static UnitName of(TrustedPartition partition) {
      return new UnitName(partition.path(), ordinal(partition));
    }

    private static long ordinal(TrustedPartition partition) {
      return partition.path().isEmpty()
          ? 0
          : new PartitionPath(partition.table().partition(), RawLayout.Style.HIVE)
              .ordinal(partition.period().from().toEpochMilli());
    }
  }

  /** Takes the unit when its files are in the lake and its draft is finished. */
  @FunctionalInterface
  public interface Taker {
    void take(MadeUnit unit) throws IOException;
  }

  /**
   * Begins a unit.
   *
   * @param objects puts what lies beside the table's rows
   */
  public UnitDraft(
      UnitName name, UnitFiles files, PartitionObjects objects, Clock clock, Taker taker) {
    this.name = name;
    this.files = files;
    this.objects = objects;
    this.clock = clock;
    this.taker = taker;
  }

  @Override
  public TableWriter writer() {
    return files;
  }

  @Override
  public void publish(CheckedRows checked, Optional<Path> rejected, PartitionManifest made)
      throws IOException {
    objects.publishOthers(checked, rejected, made);
    published = Optional.of(unit(made.metadata(), put(files, objects.store())));
  }

  private MadeUnit unit(Map<String, String> made, List<DataFile> published) {
    Map<String, String> metadata = new HashMap<>(made);
    metadata.put(MADE_AT, clock.instant().toString());
    return new MadeUnit(name.path(), name.ordinal(), metadata, published);
  }

  @Override
  public byte[] putPart() throws IOException {
    MadeUnit part = unit(Map.of(), put(files, objects.store()));
    return UnitsJson.write(List.of(part), files.specs());
  }

  @Override
  public void publish(
      List<byte[]> parts,
      QuarantineRows quarantined,
      PartitionManifest made,
      Optional<Path> rejected)
      throws IOException {
    List<DataFile> all = new ArrayList<>();
    for (byte[] part : parts) {
      UnitsJson.read(part, files.specs()).forEach(unit -> all.addAll(unit.files()));
    }
    for (DataFile file : all) {
      if (objects.store().head(UnitFiles.key(file)).isEmpty()) {
        throw new PartFolder.LostPartException(
            "'%s' is gone, which an earlier step of this partition made"
                .formatted(file.location()));
      }
    }
    objects.publishOthers(quarantined, rejected, made);
    published = Optional.of(unit(made.metadata(), all));
  }

  @Override
  public void finish() throws IOException {
    if (published.isPresent()) {
      taker.take(published.get());
    }
  }

  private static List<DataFile> put(UnitFiles files, ObjectStore store) throws IOException {
    List<DataFile> published = new ArrayList<>();
    for (UnitFiles.WrittenFile written : files.written()) {
      store.put(
          new PutObject(
              written.key(),
              PutObject.Content.of(written.local()),
              PARQUET,
              StoreFileIO.OURS,
              PutObject.Condition.NONE));
      published.add(written.file());
    }
    return published;
  }
}
