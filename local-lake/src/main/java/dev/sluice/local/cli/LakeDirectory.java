package dev.sluice.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder that a lake is kept in; a marker file tells it from folders of the user's own. */
final class LakeDirectory {
  private static final String MARKER = ".sluice-lake";

  private LakeDirectory() {}

  /** Makes the folder, or keeps what an earlier lake left in it. */
  static void use(Path directory) throws IOException {
    if (Files.exists(directory) && !isLake(directory) && !isEmpty(directory)) {
      throw new CommandFailure(
          directory + " is not empty and no lake's folder; name another one with --dir.");
    }
    if (LakeFile.isRunning(directory)) {
      throw new CommandFailure(
          "a lake runs in " + directory + " already; end it or name another folder with --dir.");
    }
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(MARKER), "This folder belongs to a Sluice lake.\n");
  }

  /** Makes the folder, without what an earlier lake left in it. */
  static void empty(Path directory) throws IOException {
    use(directory);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      if (!file.equals(directory) && !file.getFileName().toString().equals(MARKER)) {
        Files.delete(file);
      }
    }
  }

  private static boolean isLake(Path directory) {
    return Files.exists(directory.resolve(MARKER));
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }
}
