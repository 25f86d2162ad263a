package dev.sluice.local.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.sluice.local.cli.client.CommandFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that a lake is kept in. A marker file tells it from folders of the user's own, and is
 * locked for as long as the lake runs: two lakes in one folder would spoil each other's files.
 */
final class LakeDirectory implements AutoCloseable {
  private static final String MARKER = ".sluice-lake";

  /** The user's own, put there before the lake is made. */
  private static final String SECRETS = "secrets";

  private final Path path;
  private final FileChannel marker;

  private LakeDirectory(Path path, FileChannel marker) {
    this.path = path;
    this.marker = marker;
  }

  /** Makes the folder, or keeps what an earlier lake left in it. */
  static LakeDirectory use(Path directory) throws IOException {
    if (Files.exists(directory) && !isLake(directory) && !isEmpty(directory)) {
      throw new CommandFailure(
          directory + " is not empty and no lake's folder; name another one with --dir.");
    }
    Files.createDirectories(directory);
    FileChannel marker = FileChannel.open(directory.resolve(MARKER), CREATE, WRITE);
    if (!isLocked(marker)) {
      marker.close();
      throw new CommandFailure(
          "a lake runs in " + directory + " already. End it, or name another folder with --dir.");
    }
    marker.write(ByteBuffer.wrap("This folder belongs to a Sluice lake.\n".getBytes(UTF_8)));
    return new LakeDirectory(directory, marker);
  }

  private static boolean isLocked(FileChannel marker) throws IOException {
    try {
      return marker.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Makes the folder, without what an earlier lake left in it; secrets stay. */
  static LakeDirectory empty(Path directory) throws IOException {
    LakeDirectory lake = use(directory);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files =
          walk.filter(file -> !file.startsWith(directory.resolve(SECRETS)))
              .sorted(Comparator.reverseOrder())
              .toList();
    }
    for (Path file : files) {
      if (!file.equals(directory) && !file.getFileName().toString().equals(MARKER)) {
        Files.delete(file);
      }
    }
    return lake;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    marker.close();
  }

  private static boolean isLake(Path directory) {
    return Files.exists(directory.resolve(MARKER));
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.allMatch(entry -> entry.getFileName().toString().equals(SECRETS));
    }
  }
}
