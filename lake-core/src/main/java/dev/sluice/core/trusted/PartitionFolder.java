package dev.sluice.core.trusted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder for the files of one partition, which go with it. */
record PartitionFolder(Path path) implements AutoCloseable {
  static PartitionFolder in(Path workspace) throws IOException {
    return new PartitionFolder(Files.createTempDirectory(workspace, "partition-"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(path);
  }
}
