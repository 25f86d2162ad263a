package dev.sluice.local.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A lake's folder for what ends with it: spilled records, DuckDB's temporary files. */
final class Scratch {
  private Scratch() {}

  /** Makes the folder, without what a lake that was killed left in it. */
  static Path empty(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> left;
    try (Stream<Path> walk = Files.walk(folder)) {
      left = walk.filter(file -> !file.equals(folder)).sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : left) {
      Files.delete(file);
    }
    return folder;
  }
}
