package dev.sluice.edge;

import dev.sluice.core.produce.InvocationDeadline;
import dev.sluice.core.produce.MissedRequest;
import dev.sluice.core.produce.lines.LineBatch;
import dev.sluice.core.produce.lines.LineInput;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A file that grows. Its place is the file itself, however it is called now, the byte behind the
 * last whole line, and how many lines were read. After a rotation the rest of the old file comes
 * first, if it lies beside under another name.
 */
final class FileLines implements LineInput {
  private final Path path;
  private final boolean hasHeader;
  private final Consumer<String> warnings;
  private boolean wasMissing;

  /** How far it is. */
  private record Place(String file, long offset, long rows) {
    static Place of(String position) {
      String[] parts = position.split(":", 3);
      return parts.length < 3
          ? new Place("", 0, 0)
          : new Place(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    @Override
    public String toString() {
      return file + ":" + offset + ":" + rows;
    }
  }

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

  FileLines(String path, boolean hasHeader, Consumer<String> warnings) {
    this.path = Path.of(path).toAbsolutePath();
    this.hasHeader = hasHeader;
    this.warnings = warnings;
  }

  @Override
  public String name() {
    return path.getFileName().toString();
  }

  @Override
  public LineBatch read(String position, InvocationDeadline deadline) throws IOException {
    Place place = Place.of(position);
    Optional<String> now = key(path);
    if (now.isEmpty() && place.file().isEmpty()) {
      return missing(position);
    }
    String current = now.orElse("");
    if (place.file().isEmpty() || place.file().equals(current)) {
      return read(path, new Place(current, place.offset(), place.rows()), false);
    }
    Optional<Path> old = rotated(place.file());
    if (old.isPresent()) {
      LineBatch rest = read(old.get(), place, now.isPresent());
      if (now.isEmpty() || !rest.lines().isEmpty() || !rest.flawed().isEmpty()) {
        return rest;
      }
    } else if (now.isEmpty()) {
      return missing(position);
    }
    return read(path, new Place(current, 0, place.rows()), false);
  }

  private LineBatch missing(String position) {
    String reason = "the file does not exist";
    if (!wasMissing) {
      warnings.accept(path + ": " + reason + "; it is looked for at each tick");
    }
    wasMissing = true;
    return new LineBatch(
        List.of(), "", List.of(), List.of(new MissedRequest(name(), reason)), position);
  }

  /**
   * The lines behind a place.
   *
   * @param isOver whether nothing will be added to the file, so that its last line needs no end
   */
  private LineBatch read(Path file, Place place, boolean isOver) throws IOException {
    wasMissing = false;
    try (FileChannel in = FileChannel.open(file)) {
      long from = in.size() < place.offset() ? 0 : place.offset();
      if (from < place.offset()) {
        warnings.accept(path + " was cut; it is read from its beginning");
      }
      String header = hasHeader ? firstLine(file) : "";
      in.position(from);
      Taken taken = new Taken(place.rows());
      LineCutter cutter = new LineCutter(taken);
      InputStream bytes = new BufferedInputStream(Channels.newInputStream(in));
      cutter.cut(bytes);
      if (isOver && taken.isOpen() && cutter.unfinished() > 0) {
        cutter.end();
      }
      long to = Math.min(from + cutter.whole(), in.size());
      List<LineBatch.Line> lines =
          hasHeader && from == 0 && !taken.lines.isEmpty()
              ? taken.lines.subList(1, taken.lines.size())
              : taken.lines;
      Place next = new Place(place.file(), to, taken.rows);
      return new LineBatch(lines, header, taken.flawed, List.of(), next.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + file + " was read", e);
    } catch (NoSuchFileException gone) {
      return missing(place.toString());
    }
  }

  private static String firstLine(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      return line == null ? "" : line;
    }
  }

  /** What tells a file from others on this machine; empty: there is none. */
  private static Optional<String> key(Path file) {
    try {
      return Optional.of(Files.getAttribute(file, "unix:ino").toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<Path> rotated(String key) throws IOException {
    try (Stream<Path> files = Files.list(path.getParent())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().startsWith(name()))
          .filter(file -> key(file).filter(key::equals).isPresent())
          .findFirst();
    }
  }

  @Override
  public void close() {
    wasMissing = false;
  }
}
