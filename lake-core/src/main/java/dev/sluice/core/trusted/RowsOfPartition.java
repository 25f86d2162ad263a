package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.RecordTime;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.trusted.read.RawObjectReader;
import dev.sluice.core.trusted.read.UnreadableRawException;
import dev.sluice.core.trusted.rows.DigestSet;
import dev.sluice.core.trusted.rows.FlawedText;
import dev.sluice.core.trusted.rows.RequiredColumns;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowDigest;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.RowSink;
import dev.sluice.core.trusted.rows.TrustedRows;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a partition's raw objects, and takes rows for duplicates whose copy lies in an earlier
 * partition. A copy has the same values in all columns: another record of the same id is not one,
 * and is lost nowhere. What is held of other partitions are digests, and of records alone whose
 * event time is not believed.
 */
final class RowsOfPartition {
  private final ObjectStore store;
  private final Input input;
  private final TrustedRows rows;
  private final RowDigest digest;

  /** Copies of any row. */
  private final DigestSet copies = new DigestSet();

  /** Copies of rows whose event time is too far from arrival. */
  private final DigestSet copiesOfFar = new DigestSet();

  RowsOfPartition(ObjectStore store, Input input, TrustedRows rows) {
    this.store = store;
    this.input = input;
    this.rows = rows;
    digest = new RowDigest(rows.layout());
  }

  /**
   * Reads the objects into the rows.
   *
   * @throws UnreadableRawException if one of the objects can't be read
   */
  void read(List<ObjectInfo> objects, NeighbourObjects neighbours) throws UnreadableRawException {
    if (neighbours.isEmpty()) {
      RawObjectReader reader = new RawObjectReader(store, input, rows);
      for (ObjectInfo object : objects) {
        reader.read(object);
      }
      return;
    }
    look(neighbours.unbelieved(), copies::add);
    if (!neighbours.believed().isEmpty()) {
      DigestSet far = new DigestSet();
      look(objects.stream().filter(RowsOfPartition::isFar).toList(), far::add);
      look(
          neighbours.believed(),
          row -> {
            if (far.contains(row)) {
              copiesOfFar.add(row);
            }
          });
    }
    Unrepeated unrepeated = new Unrepeated();
    RawObjectReader reader = new RawObjectReader(store, input, unrepeated);
    for (ObjectInfo object : objects) {
      unrepeated.isFar = isFar(object);
      reader.read(object);
    }
  }

  private static boolean isFar(ObjectInfo object) {
    return RecordTime.of(object.key()) == RecordTime.FAR;
  }

  /**
   * What can't be read costs its own partition, and is no reason to keep this one from being made:
   * what could be read of it counts.
   */
  private void look(List<ObjectInfo> objects, Consumer<RowDigest> found) {
    RawObjectReader reader = new RawObjectReader(store, input, new Look(found));
    for (ObjectInfo object : objects) {
      try {
        reader.read(object);
      } catch (UnreadableRawException e) {
        continue;
      }
    }
  }

  /** The rows without those that lie in an earlier partition too. */
  private final class Unrepeated implements RowSink {
    private boolean isFar;

    @Override
    public RowLayout layout() {
      return rows.layout();
    }

    @Override
    public long arrival() {
      return rows.arrival();
    }

    @Override
    public void add(RowBuilder row) {
      digest.read(row.bytes());
      if (copies.contains(digest) || (isFar && copiesOfFar.contains(digest))) {
        rows.addCopy();
      } else {
        rows.add(row);
      }
    }

    @Override
    public void addNoRecord() {
      rows.addNoRecord();
    }

    @Override
    public void reject(FlawedText flawed) {
      rows.reject(flawed);
    }
  }

  /** Takes the digests of the rows that have what is required, and nothing else. */
  private final class Look implements RowSink {
    private final RequiredColumns required = new RequiredColumns(rows.layout());
    private final Consumer<RowDigest> found;
    private long arrival;

    Look(Consumer<RowDigest> found) {
      this.found = found;
    }

    @Override
    public RowLayout layout() {
      return rows.layout();
    }

    @Override
    public long arrival() {
      return arrival;
    }

    @Override
    public void add(RowBuilder row) {
      arrival++;
      if (required.missing(row) < 0) {
        found.accept(digest.read(row.bytes()));
      }
    }

    @Override
    public void addNoRecord() {
      arrival++;
    }

    @Override
    public void reject(FlawedText flawed) {
      arrival++;
    }
  }
}
