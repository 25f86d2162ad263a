package dev.sluice.edge;

import dev.sluice.core.produce.InvocationDeadline;
import dev.sluice.core.produce.MissedRequest;
import dev.sluice.core.produce.lines.LineBatch;
import dev.sluice.core.produce.lines.LineInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A file that grows. After a rotation the rest of the old file comes first, then those that were
 * begun and rotated since, then the new one.
 */
final class FileLines implements LineInput {
  private final Path path;
  private final HeaderLine headerLine;
  private final Consumer<String> warnings;
  private final RotatedFiles rotated;
  private boolean wasMissing;
  private String heldKey = "";
  private FileChannel held;

  /** Lines up to a limit. */
  private static final class Taken implements LineCutter.Sink {
    final List<LineBatch.Line> lines = new ArrayList<>();
    final List<LineBatch.Flawed> flawed = new ArrayList<>();
    long rows;
    long bytes;

    Taken(long rows) {
      this.rows = rows;
    }

    @Override
    public void line(byte[] line) {
      lines.add(new LineBatch.Line(++rows, line));
      bytes += line.length;
    }

    @Override
    public void overlong(String beginning) {
      flawed.add(new LineBatch.Flawed(++rows, LineQueue.OVERLONG, beginning));
      bytes += beginning.length();
    }

    @Override
    public boolean isOpen() {
      return lines.size() + flawed.size() < MOST_LINES && bytes < MOST_BYTES;
    }
  }

  FileLines(String path, HeaderLine headerLine, Consumer<String> warnings) {
    this.path = Path.of(path).toAbsolutePath();
    this.headerLine = headerLine;
    this.warnings = warnings;
    this.rotated = new RotatedFiles(this.path);
  }

  @Override
  public String name() {
    return path.getFileName().toString();
  }

  @Override
  public LineBatch read(String position, InvocationDeadline deadline) throws IOException {
    FilePlace place = FilePlace.of(position);
    Optional<String> now = RotatedFiles.key(path);
    wasMissing &= now.isEmpty();
    if (place.file().isEmpty()) {
      return begin(place, now, deadline.time());
    }
    if (now.filter(place.file()::equals).isPresent()) {
      return read(path, place, false);
    }
    Optional<Path> old =
        place.file().equals(heldKey) ? Optional.of(path) : rotated.find(place.file());
    if (old.isEmpty()) {
      return gone(place, now);
    }
    Optional<FilePlace> next = next(place, now);
    LineBatch rest = read(old.get(), place, next.isPresent());
    if (!rest.lines().isEmpty() || !rest.flawed().isEmpty()) {
      return rest;
    }
    return next.isPresent() ? at(next.get(), List.of()) : missing(FilePlace.of(rest.position()));
  }

  /**
   * Notes which file it is before a line of it is taken: it may be rotated while this process is
   * not there. One that came and was rotated between two looks comes first.
   */
  private LineBatch begin(FilePlace place, Optional<String> now, Instant time) throws IOException {
    Optional<FilePlace> next = next(place, now);
    if (next.isPresent()) {
      return at(next.get(), List.of());
    }
    long since = place.changed() > 0 ? place.changed() : nanos(time);
    return missing(FilePlace.before("", place.rows(), since));
  }

  /** The file after that one. */
  private Optional<FilePlace> next(FilePlace place, Optional<String> now) throws IOException {
    Optional<String> key =
        rotated.next(place.file(), place.changed()).flatMap(RotatedFiles::key).or(() -> now);
    return key.map(each -> FilePlace.before(each, place.rows(), place.changed()));
  }

  private LineBatch at(FilePlace place, List<MissedRequest> missed) {
    return new LineBatch(List.of(), "", List.of(), missed, place.toString());
  }

  /** It was packed, deleted or moved away while this process was not there. */
  private LineBatch gone(FilePlace place, Optional<String> now) throws IOException {
    Optional<FilePlace> next = next(place, now);
    if (next.isEmpty()) {
      return missing(place);
    }
    String reason =
        "the file that was read before it does not lie beside it any more; what was added to that"
            + " one behind byte %d was not read".formatted(place.offset());
    warnings.accept(path + ": " + reason);
    return at(next.get(), List.of(new MissedRequest(name(), reason)));
  }

  private LineBatch missing(FilePlace place) {
    String reason = "the file does not exist";
    if (!wasMissing) {
      warnings.accept(path + ": " + reason + "; it is looked for at each tick");
    }
    wasMissing = true;
    return at(place, List.of(new MissedRequest(name(), reason)));
  }

  /**
   * The lines behind a place.
   *
   * @param isOver whether nothing will be added to the file, so that its last line needs no end
   */
  private LineBatch read(Path file, FilePlace place, boolean isOver) throws IOException {
    Optional<FileChannel> opened = hold(file, place.file());
    if (opened.isEmpty()) {
      return at(place, List.of());
    }
    FileChannel in = opened.get();
    // Before reading: what is added meanwhile makes the file a later one, never an earlier one.
    long changed = Math.max(place.changed(), changed(place.file()));
    boolean isCut = place.isCut(in);
    if (isCut) {
      warnings.accept(path + " was cut; it is read from its beginning");
    }
    long from = isCut ? 0 : place.offset();
    HeaderLine.Search header = headerLine.search();
    long behind = headerLine.isThere() ? cut(header, in, 0, isOver) : 0;
    if (headerLine.isThere() && header.isOpen()) {
      return at(place.at(0, place.rows(), in, changed), List.of());
    }
    Taken taken = new Taken(place.rows() + (from < behind ? header.rows() : 0));
    long to = cut(taken, in, Math.max(from, behind), isOver);
    FilePlace next = place.at(to, taken.rows, in, changed);
    return new LineBatch(taken.lines, header.text(), taken.flawed, List.of(), next.toString());
  }

  /** Cuts lines from a place on; returns the place behind the last of them. */
  private long cut(LineCutter.Sink sink, FileChannel in, long from, boolean isOver)
      throws IOException {
    in.position(from);
    LineCutter cutter = new LineCutter(sink);
    try {
      cutter.cut(new BufferedInputStream(Channels.newInputStream(in)));
      if (isOver && sink.isOpen() && cutter.unfinished() > 0) {
        cutter.end();
      }
      return Math.min(from + cutter.whole(), in.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + path + " was read", e);
    }
  }

  private long changed(String key) throws IOException {
    boolean isCurrent = RotatedFiles.key(path).filter(key::equals).isPresent();
    return (isCurrent ? Optional.of(path) : rotated.find(key))
        .map(RotatedFiles::changed)
        .orElse(0L);
  }

  /** Keeps the file open: however it is rotated, packed or deleted, its rest can be read. */
  private Optional<FileChannel> hold(Path file, String key) throws IOException {
    if (key.equals(heldKey)) {
      return Optional.of(held);
    }
    close();
    FileChannel in;
    try {
      in = FileChannel.open(file);
    } catch (NoSuchFileException rotatedNow) {
      return Optional.empty();
    }
    if (RotatedFiles.key(file).filter(key::equals).isEmpty()) {
      in.close();
      return Optional.empty();
    }
    held = in;
    heldKey = key;
    return Optional.of(in);
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }

  @Override
  public void close() throws IOException {
    wasMissing = false;
    heldKey = "";
    if (held != null) {
      held.close();
      held = null;
    }
  }
}
