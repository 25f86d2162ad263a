package dev.sluice.etl;

import java.io.IOException;
import java.io.UncheckedIOException;
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
    if (Files.exists(own)) {
      delete(own);
    }
    deleteOfTheDead(parent);
    return Files.createDirectories(own);
  }

  /** Another process may start at the same time and delete them too. */
  static void deleteOfTheDead(Path parent) throws IOException {
    try (Stream<Path> folders = Files.list(parent)) {
      for (Path folder : folders.filter(WorkFolder::isOurs).toList()) {
        if (isOfTheDead(folder)) {
          try {
            delete(folder);
          } catch (IOException | UncheckedIOException e) {
            continue; // what is left takes room, and the next start finds it
          }
        }
      }
    }
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
