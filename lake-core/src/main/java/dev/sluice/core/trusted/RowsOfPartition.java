package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectsAhead;
import dev.sluice.core.lake.RecordTime;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.trusted.read.RawObjectReader;
import dev.sluice.core.trusted.read.UnreadableRawException;
import dev.sluice.core.trusted.rows.FlawedText;
import dev.sluice.core.trusted.rows.PartitionSink;
import dev.sluice.core.trusted.rows.RequiredColumns;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowDigest;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.RowSink;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * Reads a partition's raw objects, and takes rows for duplicates whose copy lies in an earlier
 * partition. A copy has the same values in all columns: another record of the same id is not one,
 * and is lost nowhere. What is held of other partitions are digests, and of records alone whose
 * event time is not believed. If they are more than there is memory for, the objects are read
 * several times, for a part of the digests each.
 */
final class RowsOfPartition {
  private final ObjectStore store;
  private final Input input;
  private final PartitionSink rows;
  private final PartitionTransform.Workspace room;
  private final RowDigest digest;
  private final RequiredColumns required;

  /** Whether the event times in the partition's object that is read are too far from arrival. */
  private boolean isFar;

  /**
   * @param room has as much memory for digests as for rows
   */
  RowsOfPartition(
      ObjectStore store, Input input, PartitionSink rows, PartitionTransform.Workspace room) {
    this.store = store;
    this.input = input;
    this.rows = rows;
    this.room = room;
    digest = new RowDigest(rows.layout());
    required = new RequiredColumns(rows.layout());
  }

  /**
   * Reads the objects into the rows.
   *
   * @throws UnreadableRawException if one of the objects can't be read
   */
  void read(List<ObjectInfo> objects, NeighbourObjects neighbours) throws UnreadableRawException {
    if (neighbours.isEmpty()) {
      readInto(rows, objects);
      return;
    }
    BitSet repeated = new BitSet();
    CopyDigests copies = look(0, objects, neighbours);
    while (copies.hasNext()) {
      CopyDigests some = copies;
      readInto(
          new Look(
              (row, arrival) -> {
                if (some.contains(row, isFar)) {
                  repeated.set(Math.toIntExact(arrival));
                }
              }),
          objects);
      copies = look(copies.next(), objects, neighbours);
    }
    readInto(new Unrepeated(copies, repeated), objects);
  }

  private void readInto(RowSink sink, List<ObjectInfo> objects) throws UnreadableRawException {
    try (ObjectsAhead ahead = ahead(objects)) {
      RawObjectReader reader = new RawObjectReader(input, sink);
      while (ahead.hasNext()) {
        ObjectInfo object = ahead.next();
        isFar = isFar(object);
        reader.read(object, ahead);
      }
    }
  }

  private ObjectsAhead ahead(List<ObjectInfo> objects) {
    return new ObjectsAhead(store, objects.iterator(), room.ahead());
  }

  private static boolean isFar(ObjectInfo object) {
    return RecordTime.of(object.key()) == RecordTime.FAR;
  }

  private CopyDigests look(long from, List<ObjectInfo> objects, NeighbourObjects neighbours) {
    CopyDigests found = new CopyDigests(room.sortBytes(), from);
    look(neighbours.unbelieved(), found, found::find, found::addCopies);
    if (!neighbours.believed().isEmpty()) {
      List<ObjectInfo> far = objects.stream().filter(RowsOfPartition::isFar).toList();
      look(far, found, found::find, found::addFar);
      look(neighbours.believed(), found, found::findOfFar, found::addCopiesOfFar);
    }
    return found;
  }

  /**
   * What can't be read costs its own partition, and is no reason to keep this one from being made.
   * It counts for nothing, also what could be read of it: its partition has no row of it.
   */
  private void look(
      List<ObjectInfo> objects, CopyDigests digests, Consumer<RowDigest> find, Runnable whole) {
    try (ObjectsAhead ahead = ahead(objects)) {
      RawObjectReader reader =
          new RawObjectReader(input, new Look((row, arrival) -> find.accept(row)));
      while (ahead.hasNext()) {
        digests.begin();
        try {
          reader.read(ahead.next(), ahead);
        } catch (UnreadableRawException e) {
          continue;
        }
        whole.run();
      }
    }
    digests.begin();
  }

  /** The rows without those that lie in an earlier partition too. */
  private final class Unrepeated implements RowSink {
    private final CopyDigests copies;

    /** The arrival numbers of rows whose copies were found before. */
    private final BitSet repeated;

    Unrepeated(CopyDigests copies, BitSet repeated) {
      this.copies = copies;
      this.repeated = repeated;
    }

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
      if (required.missing(row) < 0 && isCopy(row)) {
        rows.addCopy();
      } else {
        rows.add(row);
      }
    }

    private boolean isCopy(RowBuilder row) {
      return repeated.get(Math.toIntExact(rows.arrival()))
          || copies.contains(digest.read(row.bytes()), isFar);
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
    private final ObjLongConsumer<RowDigest> found;
    private long arrival;

    Look(ObjLongConsumer<RowDigest> found) {
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
      if (required.missing(row) < 0) {
        found.accept(digest.read(row.bytes()), arrival);
      }
      arrival++;
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
