package dev.sluice.local.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A lake's folder for what ends with it, e.g. DuckDB's temporary files. */
final class Scratch {
  private Scratch() {}

  /** Makes the folder, without what a lake that was killed left in it. */
  static Path empty(Path folder) throws IOException {
    Files.createDirectories(folder);
    refuseFormerRecords(folder);
    List<Path> left;
    try (Stream<Path> walk = Files.walk(folder)) {
      left = walk.filter(file -> !file.equals(folder)).sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : left) {
      Files.delete(file);
    }
    return folder;
  }

  /** Earlier versions kept records of streams here, and the rest of them in memory. */
  private static void refuseFormerRecords(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Optional<Path> former =
          files.filter(file -> file.toString().endsWith(".records")).findFirst();
      if (former.isPresent()) {
        throw new IOException(
            "%s holds records of streams from an earlier version of Sluice, which this one can't read. If that lake ended in order, they have been processed: delete %s. If it was killed, let that version process them first, or take another folder with --dir."
                .formatted(folder, folder));
      }
    }
  }
}
