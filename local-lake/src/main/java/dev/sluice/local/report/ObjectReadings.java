package dev.sluice.local.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was read out of each object of a folder. An object is read again only when its time or size
 * changed, so asking often costs a listing, however much lies there.
 */
final class ObjectReadings<T> {
  /** Reads an object. */
  interface Reader<T> {
    T read(Path object) throws IOException;
  }

  private record Kept<T>(FileTime time, long size, T reading) {}

  private final Path folder;
  private final Reader<T> reader;
  private Map<Path, Kept<T>> kept = Map.of();

  ObjectReadings(Path folder, Reader<T> reader) {
    this.folder = folder;
    this.reader = reader;
  }

  /** The readings of all objects that are there now, by key. */
  synchronized List<T> all() throws IOException {
    Map<Path, Kept<T>> now = new LinkedHashMap<>();
    for (Path object : objects()) {
      BasicFileAttributes facts = Files.readAttributes(object, BasicFileAttributes.class);
      Kept<T> before = kept.get(object);
      if (before == null
          || before.size != facts.size()
          || !before.time.equals(facts.lastModifiedTime())) {
        before = new Kept<>(facts.lastModifiedTime(), facts.size(), reader.read(object));
      }
      now.put(object, before);
    }
    kept = now;
    return now.values().stream().map(Kept::reading).toList();
  }

  /** The objects that are there now, by key; they are read in that order. */
  List<Path> objects() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
