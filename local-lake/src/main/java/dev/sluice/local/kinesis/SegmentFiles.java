package dev.sluice.local.kinesis;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Keeps a shard's older segments in files, so that memory is bounded however long the retention is.
 * The files end with the lake: they are not read by the next one.
 */
final class SegmentFiles {
  /** The one being written and one for readers that keep up. */
  private static final int IN_MEMORY = 2;

  private final Path directory;
  private Segment cachedSegment;
  private List<StoredRecord> cachedRecords;

  /** Spills into that directory; null: keeps everything in memory. */
  SegmentFiles(Path directory) {
    this.directory = directory;
  }

  /** Spills what is too old to be kept in memory. */
  void spill(Collection<Segment> oldestFirst) {
    int spillable = directory == null ? 0 : oldestFirst.size() - IN_MEMORY;
    for (Segment segment : oldestFirst) {
      if (spillable-- <= 0) {
        return;
      }
      if (segment.file() == null) {
        write(segment);
      }
    }
  }

  /** The records of a segment. */
  List<StoredRecord> records(Segment segment) {
    if (segment.file() == null) {
      return segment.inMemory();
    }
    if (cachedSegment != segment) {
      cachedRecords = read(segment.file());
      cachedSegment = segment;
    }
    return cachedRecords;
  }

  /** Forgets a segment. */
  void delete(Segment segment) {
    if (cachedSegment == segment) {
      cachedSegment = null;
      cachedRecords = null;
    }
    if (segment.file() == null) {
      return;
    }
    try {
      Files.deleteIfExists(segment.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Segment segment) {
    Path file = directory.resolve(segment.first() + ".records");
    try {
      Files.createDirectories(directory);
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
        out.writeInt(segment.inMemory().size());
        for (StoredRecord record : segment.inMemory()) {
          out.writeUTF(record.sequenceNumber());
          out.writeUTF(record.partitionKey());
          out.writeLong(record.arrival().toEpochMilli());
          out.writeInt(record.data().length);
          out.write(record.data());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Could not spill records to " + file, e);
    }
    segment.spilledTo(file);
  }

  private static List<StoredRecord> read(Path file) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      int count = in.readInt();
      List<StoredRecord> records = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        String sequenceNumber = in.readUTF();
        String partitionKey = in.readUTF();
        Instant arrival = Instant.ofEpochMilli(in.readLong());
        records.add(
            new StoredRecord(sequenceNumber, partitionKey, in.readNBytes(in.readInt()), arrival));
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read spilled records of " + file, e);
    }
  }
}
