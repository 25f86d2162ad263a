package dev.sluice.core.trusted;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that this process has open, as Linux tells. */
public final class OpenFiles {
  private OpenFiles() {}

  /** Those in a folder, deleted ones too. */
  public static List<String> below(Path folder) throws IOException {
    List<String> open = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path each : all) {
        open.add(Files.isSymbolicLink(each) ? Files.readSymbolicLink(each).toString() : "");
      }
    }
    return open.stream().filter(file -> file.startsWith(folder.toString())).toList();
  }
}
