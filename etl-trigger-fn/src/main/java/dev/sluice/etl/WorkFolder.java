package dev.sluice.etl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for this process's temporary files. Removes what processes that died left behind. */
final class WorkFolder {
  private static final String PREFIX = "sluice-etl-";

  private WorkFolder() {}

  static Path create(Path parent) throws IOException {
    Path own = parent.resolve(PREFIX + ProcessHandle.current().pid());
    try (Stream<Path> folders = Files.list(parent)) {
      for (Path folder : folders.filter(WorkFolder::isOurs).toList()) {
        if (folder.equals(own) || isOfTheDead(folder)) {
          delete(folder);
        }
      }
    }
    return Files.createDirectories(own);
  }

  private static boolean isOurs(Path folder) {
    return folder.getFileName().toString().matches(PREFIX + "[0-9]{1,18}");
  }

  private static boolean isOfTheDead(Path folder) {
    long pid = Long.parseLong(folder.getFileName().toString().substring(PREFIX.length()));
    return ProcessHandle.of(pid).isEmpty();
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> inside = Files.walk(folder)) {
      all = inside.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
