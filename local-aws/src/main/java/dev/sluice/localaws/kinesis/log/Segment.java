package dev.sluice.localaws.kinesis.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file with some consecutive records of a shard. What {@link #append} returned from is in the
 * system's cache, so that it survives the end of the process, and on the disk a little later. Not
 * thread-safe, {@link #sync} and {@link #finish} aside.
 */
final class Segment {
  private static final int FULL = 8 << 20;
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final byte[] MAGIC = "SLUICE-1".getBytes(US_ASCII);
  private static final String SUFFIX = ".segment";

  private final Path file;
  private final long first;
  private final SparseIndex index = new SparseIndex();
  private RandomAccessFile writer;
  private boolean isRepaired;
  private long records;
  private long last;
  private long end = MAGIC.length;
  private Instant firstArrival = Instant.MAX;
  private Instant lastArrival = Instant.MIN;

  private Segment(Path file, long first) {
    this.file = file;
    this.first = first;
    this.last = first - 1;
  }

  /** Makes an empty one. */
  static Segment create(Path folder, long first) throws IOException {
    Segment segment = new Segment(folder.resolve("%020d%s".formatted(first, SUFFIX)), first);
    try {
      segment.open();
      segment.writer.setLength(0);
      segment.writer.write(MAGIC);
      return segment;
    } catch (IOException e) {
      segment.delete();
      throw e;
    }
  }

  static boolean isSegment(Path file) {
    return file.getFileName().toString().matches("\\d{20}\\" + SUFFIX);
  }

  /** Reads what an earlier process wrote. */
  static Segment recover(Path file) throws IOException {
    Segment segment = new Segment(file, Long.parseLong(file.getFileName().toString(), 0, 20, 10));
    byte[] start = start(file);
    if (!Arrays.equals(start, Arrays.copyOf(MAGIC, start.length))) {
      throw new IOException(
          "%s was not written by this version of Sluice. Take another folder with --dir, or delete the file; its records are lost then."
              .formatted(file));
    }
    try (FrameReader frames = new FrameReader(file, Math.min(MAGIC.length, start.length))) {
      for (var next = frames.next(); next.isPresent(); next = frames.next()) {
        Instant arrival = Instant.ofEpochMilli(next.get().arrivalMillis());
        segment.took(next.get().ordinal(), frames.position(), arrival);
      }
    }
    if (SegmentRepair.repair(file, segment.end, segment.last)) {
      Segment repaired = recover(file);
      repaired.isRepaired = true;
      return repaired;
    }
    return segment;
  }

  /** Whether it is without records that were damaged. */
  boolean isRepaired() {
    return isRepaired;
  }

  private static byte[] start(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(MAGIC.length);
    }
  }

  /** Notes a record that ends there. */
  private void took(long ordinal, long newEnd, Instant arrival) {
    index.add(ordinal, end);
    last = ordinal;
    records++;
    end = newEnd;
    firstArrival = arrival.isBefore(firstArrival) ? arrival : firstArrival;
    lastArrival = arrival;
  }

  /** Bytes behind the last whole record: a write that was cut short. */
  long torn() throws IOException {
    return Math.max(0, Files.size(file) - end);
  }

  /** Makes it ready for appending, without what is torn. */
  void resume() throws IOException {
    open();
    writer.seek(0);
    writer.write(MAGIC);
    writer.setLength(end);
  }

  private void open() throws IOException {
    writer = new RandomAccessFile(file.toFile(), "rw");
  }

  /** Appends all of them or, if that fails, none. */
  void append(List<NewRecord> records, Instant arrival) throws IOException {
    ByteBuffer frames = ByteBuffer.allocate(records.stream().mapToInt(Frame::size).sum());
    long ordinal = last;
    for (NewRecord record : records) {
      Frame.write(frames, ++ordinal, record, arrival);
    }
    try {
      writer.seek(end);
      writer.write(frames.array());
    } catch (IOException e) {
      cut(e);
      throw e;
    }
    for (NewRecord record : records) {
      took(last + 1, end + Frame.size(record), arrival);
    }
  }

  private void cut(IOException reason) {
    try {
      writer.setLength(end);
    } catch (IOException e) {
      reason.addSuppressed(e); // the next append overwrites what is there
    }
  }

  /** Reads from that record on. */
  Reader from(long ordinal) throws IOException {
    return new Reader(Math.max(ordinal, first));
  }

  /** Not valid after an append. */
  final class Reader implements AutoCloseable {
    private final FrameReader frames;
    private final long from;

    private Reader(long from) throws IOException {
      this.from = from;
      this.frames = new FrameReader(file, index.offset(from, MAGIC.length));
    }

    Optional<Frame> next() throws IOException {
      while (frames.position() < end) {
        Frame frame =
            frames
                .next()
                .orElseThrow(() -> new IOException(file + " was changed while the lake runs"));
        if (frame.ordinal() >= from) {
          return Optional.of(frame);
        }
      }
      return Optional.empty();
    }

    @Override
    public void close() throws IOException {
      frames.close();
    }
  }

  long bytesFrom(long ordinal) {
    return end - index.offset(ordinal, MAGIC.length);
  }

  long first() {
    return first;
  }

  /** The ordinal of its last record; that before the first if it is empty. */
  long last() {
    return last;
  }

  /** How many it has: a repaired one does not have all from its first to its last. */
  long records() {
    return records;
  }

  boolean isEmpty() {
    return last < first;
  }

  Instant lastArrival() {
    return lastArrival;
  }

  /** Whether further records belong into another file. */
  boolean isFull(Instant now) {
    return end >= FULL || firstArrival.isBefore(now.minus(LONGEST));
  }

  /** Has what is written reach the disk. */
  void sync() throws IOException {
    RandomAccessFile open = writer;
    if (open != null && open.getChannel().isOpen()) {
      open.getFD().sync();
    }
  }

  /** Nothing is appended any more. */
  void finish() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }

  void delete() throws IOException {
    finish();
    Files.deleteIfExists(file);
  }
}
