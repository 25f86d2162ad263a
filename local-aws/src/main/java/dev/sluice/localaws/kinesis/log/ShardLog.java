package dev.sluice.localaws.kinesis.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The records of a shard in a folder of files, oldest first, numbered from 1 on. In memory is only
 * where some of them are. Whole files are dropped when their youngest record is older than the
 * retention. Not thread-safe.
 */
public final class ShardLog {
  private final Path folder;
  private final SequenceNumbers numbers;
  private final DiskSync sync;
  private final NavigableMap<Long, Segment> segments = new TreeMap<>();
  private Recovery recovery;

  private ShardLog(Path folder, SequenceNumbers numbers, DiskSync sync) {
    this.folder = folder;
    this.numbers = numbers;
    this.sync = sync;
  }

  /** Goes on with what is in the folder; what was being written when a process died is cut off. */
  public static ShardLog open(Path folder, SequenceNumbers numbers, DiskSync sync)
      throws IOException {
    ShardLog log = new ShardLog(Files.createDirectories(folder), numbers, sync);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Segment::isSegment).sorted().toList()) {
        Segment segment = Segment.recover(file);
        log.segments.put(segment.first(), segment);
      }
    }
    log.takeOver();
    return log;
  }

  private void takeOver() throws IOException {
    if (segments.isEmpty()) {
      add(1);
      recovery = Recovery.NOTHING;
      return;
    }
    long records = segments.values().stream().mapToLong(Segment::records).sum();
    long repaired = segments.values().stream().filter(Segment::isRepaired).count();
    long missing = youngest().last() - segments.firstKey() + 1 - records;
    recovery = new Recovery(records, youngest().torn(), missing, repaired);
    youngest().resume();
  }

  /**
   * What was found in a folder.
   *
   * @param records that are kept
   * @param torn bytes of a write that the end of a process cut short; nobody was told that it was
   *     done
   * @param missing records between others, of damaged files: a process's end does not do that
   * @param repaired files of which the damaged records were taken out
   */
  public record Recovery(long records, long torn, long missing, long repaired) {
    public static final Recovery NOTHING = new Recovery(0, 0, 0, 0);

    public Recovery plus(Recovery other) {
      return new Recovery(
          records + other.records,
          torn + other.torn,
          missing + other.missing,
          repaired + other.repaired);
    }
  }

  public Recovery recovery() {
    return recovery;
  }

  private Segment youngest() {
    return segments.lastEntry().getValue();
  }

  private void add(long first) throws IOException {
    segments.put(first, Segment.create(folder, first));
  }

  /**
   * Appends records, all or none.
   *
   * @return the ordinal of the first one
   */
  public long append(List<NewRecord> records, Instant arrival) throws IOException {
    if (youngest().isFull(arrival)) {
      roll();
    }
    Segment segment = youngest();
    segment.append(records, arrival);
    sync.soon(segment);
    return segment.last() - records.size() + 1;
  }

  private void roll() throws IOException {
    Segment full = youngest();
    add(full.last() + 1);
    sync.finish(full);
  }

  /** The records after that ordinal, until a limit is reached; always one, if there is one. */
  public List<StoredRecord> after(long ordinal, int limit, long maxBytes) {
    List<StoredRecord> found = new ArrayList<>();
    long bytes = 0;
    for (Segment segment : segmentsAfter(ordinal)) {
      try (Segment.Reader frames = segment.from(ordinal + 1)) {
        for (var next = frames.next(); next.isPresent(); next = frames.next()) {
          StoredRecord record = record(next.get());
          bytes += size(record);
          if (!found.isEmpty() && bytes > maxBytes) {
            return found;
          }
          found.add(record);
          if (found.size() >= limit) {
            return found;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Could not read the records of " + folder, e);
      }
    }
    return found;
  }

  private StoredRecord record(Frame frame) {
    return new StoredRecord(
        numbers.of(frame.ordinal()),
        frame.key(),
        frame.data(),
        Instant.ofEpochMilli(frame.arrivalMillis()));
  }

  private Iterable<Segment> segmentsAfter(long ordinal) {
    if (ordinal >= last()) {
      return List.of();
    }
    Long start = segments.floorKey(ordinal + 1);
    return start == null ? segments.values() : segments.tailMap(start).values();
  }

  /** About how many bytes the records after that ordinal have, in steps of 64 KiB. */
  public long bytesAfter(long ordinal) {
    long bytes = 0;
    for (Segment segment : segmentsAfter(ordinal)) {
      bytes += segment.bytesFrom(ordinal + 1);
    }
    return bytes;
  }

  /** The ordinal before the first record that arrived at that time or later. */
  public long before(Instant time) {
    for (Segment segment : segments.values()) {
      if (segment.lastArrival().isBefore(time)) {
        continue;
      }
      Optional<Frame> found = first(segment, time);
      if (found.isPresent()) {
        return found.get().ordinal() - 1;
      }
    }
    return last();
  }

  private Optional<Frame> first(Segment segment, Instant time) {
    try (Segment.Reader frames = segment.from(0)) {
      Optional<Frame> next = frames.next();
      while (next.isPresent() && next.get().arrivalMillis() < time.toEpochMilli()) {
        next = frames.next();
      }
      return next;
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read the records of " + folder, e);
    }
  }

  /**
   * Drops files whose records all arrived before that time. The youngest one stays, if need be
   * empty: it keeps the ordinals rising.
   */
  public void trim(Instant oldest) throws IOException {
    dropBefore(oldest);
    if (!youngest().isEmpty() && youngest().lastArrival().isBefore(oldest)) {
      roll();
      dropBefore(oldest);
    }
  }

  private void dropBefore(Instant oldest) throws IOException {
    while (segments.size() > 1 && segments.firstEntry().getValue().lastArrival().isBefore(oldest)) {
      segments.firstEntry().getValue().delete();
      segments.pollFirstEntry();
    }
  }

  /** The ordinal of the youngest record ever; 0: there was none. */
  public long last() {
    return youngest().last();
  }

  /** The ordinal of the oldest record kept. */
  public long first() {
    return segments.firstKey();
  }

  public void close() {
    sync.finish(youngest());
  }

  /** What AWS counts: data and partition key. */
  public static int size(StoredRecord record) {
    return record.data().length + record.partitionKey().length();
  }
}
