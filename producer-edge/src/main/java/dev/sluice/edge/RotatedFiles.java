package dev.sluice.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a growing file was called before: files beside it. */
final class RotatedFiles {
  private final Path path;
  private final Pattern names;

  RotatedFiles(Path path) {
    this.path = path;
    this.names = Pattern.compile(Pattern.quote(path.getFileName().toString()) + "[.-][0-9T:._-]+");
  }

  private record Rotated(Path file, long changed) {}

  /** What tells a file from others on this machine; empty: there is none. */
  static Optional<String> key(Path file) {
    try {
      return Optional.of(Files.getAttribute(file, "unix:ino").toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** When a file was last changed, in nanoseconds since 1970; 0: it is gone. */
  static long changed(Path file) {
    try {
      FileTime time = Files.getLastModifiedTime(file);
      return time.to(TimeUnit.NANOSECONDS);
    } catch (IOException e) {
      return 0;
    }
  }

  /** The file that has this key now, whatever it is called. */
  Optional<Path> find(String key) throws IOException {
    return beside().stream().filter(file -> key(file).filter(key::equals).isPresent()).findFirst();
  }

  /** The first that was rotated after that moment, by their names, and is not that file itself. */
  Optional<Path> next(String key, long since) throws IOException {
    return beside().stream()
        .filter(file -> names.matcher(file.getFileName().toString()).matches())
        .map(file -> new Rotated(file, changed(file)))
        .filter(rotated -> since > 0 && rotated.changed() > since)
        .filter(rotated -> key(rotated.file()).filter(each -> !each.equals(key)).isPresent())
        .min(Comparator.comparingLong(Rotated::changed))
        .map(Rotated::file);
  }

  private List<Path> beside() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(path.getParent())) {
      files.filter(Files::isRegularFile).filter(file -> !file.equals(path)).forEach(found::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return found;
  }
}
