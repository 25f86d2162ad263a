package dev.sluice.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.produce.deliver.Entry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Records on disk until they are sent, in order. They are there once {@link #append} has returned,
 * and go once {@link #done} has; a process that is killed in between sends some again.
 */
final class Spool implements Closeable {
  private static final String SUFFIX = ".segment";
  private static final String SENT = "sent";
  private static final long SEGMENT_BYTES = 4 << 20;

  /** Some records, and where the first one behind them lies. */
  record Batch(List<Entry> entries, long segment, long end) {}

  private final Path folder;
  private final Consumer<String> warnings;
  private long firstSegment;
  private long sent;
  private long lastSegment;
  private long stored;
  private FileChannel last;

  private Spool(Path folder, Consumer<String> warnings) {
    this.folder = folder;
    this.warnings = warnings;
  }

  static Spool open(Path folder, Consumer<String> warnings) throws IOException {
    Files.createDirectories(folder);
    Spool spool = new Spool(folder, warnings);
    spool.recover();
    return spool;
  }

  private void recover() throws IOException {
    Path pointer = folder.resolve(SENT);
    if (Files.exists(pointer)) {
      String[] place = Files.readString(pointer).strip().split(":", 2);
      firstSegment = Long.parseLong(place[0]);
      sent = Long.parseLong(place[1]);
    }
    List<Long> numbers = new ArrayList<>(numbers());
    for (long number : numbers) {
      if (number < firstSegment) {
        Files.delete(file(number));
      } else {
        stored += Files.size(file(number));
      }
    }
    numbers.removeIf(number -> number < firstSegment);
    if (!numbers.isEmpty() && numbers.get(0) > firstSegment) {
      firstSegment = numbers.get(0);
      sent = 0;
    }
    lastSegment = numbers.isEmpty() ? firstSegment : numbers.get(numbers.size() - 1);
    lastSegment = Math.max(lastSegment, firstSegment);
    last = channel(lastSegment);
    cutTail();
    if (Files.size(file(firstSegment)) < sent) {
      sent = 0;
    }
  }

  private List<Long> numbers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> Long.parseLong(name.substring(0, name.length() - SUFFIX.length())))
          .sorted()
          .toList();
    }
  }

  /** What a killed process had not written whole was not promised to anybody. */
  private void cutTail() throws IOException {
    long place = 0;
    List<Entry> entries = new ArrayList<>();
    for (long next = StoredEntry.read(last, 0, entries);
        next > place;
        next = StoredEntry.read(last, place, entries)) {
      place = next;
      entries.clear();
    }
    if (place < last.size()) {
      warnings.accept(
          "%s: %d bytes behind the last whole record are left out"
              .formatted(file(lastSegment), last.size() - place));
      stored -= last.size() - place;
      last.truncate(place);
    }
    last.position(place);
  }

  private Path file(long number) {
    return folder.resolve("%012d".formatted(number) + SUFFIX);
  }

  private FileChannel channel(long number) throws IOException {
    return FileChannel.open(
        file(number), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Keeps records; all of them or, if it throws, none. */
  synchronized void append(List<Entry> entries) throws IOException {
    if (last.size() >= SEGMENT_BYTES) {
      FileChannel next = channel(lastSegment + 1);
      last.close();
      last = next;
      lastSegment++;
    }
    long before = last.size();
    last.position(before);
    try {
      for (Entry entry : entries) {
        ByteBuffer bytes = StoredEntry.bytes(entry);
        while (bytes.hasRemaining()) {
          last.write(bytes);
        }
      }
      last.force(false);
      stored += last.size() - before;
    } catch (IOException e) {
      last.truncate(before);
      throw e;
    }
    notifyAll();
  }

  /**
   * The oldest records, or none after that time.
   *
   * @param records at most
   * @param bytes enough of them
   */
  synchronized Batch next(int records, int bytes, long millis)
      throws IOException, InterruptedException {
    awaitRecords(millis);
    while (true) {
      List<Entry> entries = new ArrayList<>();
      long place = sent;
      try (FileChannel segment = FileChannel.open(file(firstSegment), StandardOpenOption.READ)) {
        long next = StoredEntry.read(segment, place, entries);
        while (next > place) {
          place = next;
          boolean isEnough = entries.size() >= records || place - sent >= bytes;
          next = isEnough ? place : StoredEntry.read(segment, place, entries);
        }
        if (!entries.isEmpty() || firstSegment == lastSegment) {
          return new Batch(entries, firstSegment, place);
        }
        setAside(place < segment.size());
      }
    }
  }

  private void awaitRecords(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    long left = millis;
    while (waiting() == 0 && last.isOpen() && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  /** To the next segment; one with a flaw in its middle is kept beside. */
  private void setAside(boolean isFlawed) throws IOException {
    Path file = file(firstSegment);
    stored -= Files.size(file);
    if (isFlawed) {
      Path beside = file.resolveSibling(file.getFileName() + ".damaged");
      warnings.accept(
          "%s is damaged behind byte %d; it is kept as %s".formatted(file, sent, beside));
      Files.move(file, beside);
    } else {
      Files.delete(file);
    }
    firstSegment++;
    sent = 0;
    writePlace();
  }

  /** These have been sent. */
  synchronized void done(Batch batch) throws IOException {
    sent = batch.end();
    writePlace();
    if (firstSegment < lastSegment && sent == Files.size(file(firstSegment))) {
      setAside(false);
    }
  }

  private void writePlace() throws IOException {
    Whole.write(folder.resolve(SENT), "%d:%d".formatted(firstSegment, sent).getBytes(UTF_8));
  }

  /** How many bytes wait to be sent. */
  synchronized long waiting() {
    return stored - sent;
  }

  @Override
  public synchronized void close() throws IOException {
    last.close();
    notifyAll();
  }
}
