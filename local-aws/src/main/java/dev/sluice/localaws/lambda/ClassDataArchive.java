package dev.sluice.localaws.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The JVM's archive of a function's loaded classes, which saves two fifths of the work of its
 * start.
 *
 * <p>The first clean exit of a function makes it. A JVM that cannot use it (other class path, other
 * options) starts without it; one that a broken archive ends is started again without.
 */
final class ClassDataArchive {
  private final Path file;

  ClassDataArchive(Path directory, String checksum) {
    String java = System.getProperty("java.vm.version").replaceAll("[^A-Za-z0-9.]", "_");
    this.file = directory.resolve(checksum + "-" + java + ".jsa");
  }

  boolean exists() {
    return Files.isRegularFile(file);
  }

  /** Options to start with the archive, if there is one. */
  List<String> use() {
    if (!exists()) {
      return List.of();
    }
    return List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:disable");
  }

  /** Options to write one at the exit. */
  List<String> write(Path fresh) {
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + file.getParent(), e);
    }
    return List.of("-XX:ArchiveClassesAtExit=" + fresh, "-Xlog:disable");
  }

  /** A name of its own for the archive that a process is to write. */
  Path fresh() {
    return file.resolveSibling(file.getFileName() + "." + System.nanoTime() + ".tmp");
  }

  /** Takes over what a process wrote when it ended, if it did. */
  void take(Path fresh) {
    try {
      if (Files.isRegularFile(fresh) && Files.size(fresh) > 0) {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the class data archive " + file, e);
    }
  }

  /** Removes the archive, e.g. because the disk was full when it was written. */
  void delete() {
    discard(file);
  }

  /** Removes a half-written archive of a killed process. */
  void discard(Path fresh) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + fresh, e);
    }
  }
}
