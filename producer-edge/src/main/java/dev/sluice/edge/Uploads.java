package dev.sluice.edge;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Brings objects that wait here to the bucket, and copies of the state, so that the lake knows how
 * far the process is. Their keys bear the machine's name: several may serve one pipeline.
 */
final class Uploads {
  private static final String RAW = "raw/";

  private final Path state;
  private final Path outbox;
  private final ObjectStore bucket;
  private final String host;
  private final Map<Path, FileTime> copied = new HashMap<>();

  /** Uploads from the two folders of the {@link EdgeStore}. */
  Uploads(Path state, Path outbox, ObjectStore bucket, String host) {
    this.state = state;
    this.outbox = outbox;
    this.bucket = bucket;
    this.host = host.replaceAll("[^A-Za-z0-9.-]", "-");
  }

  /**
   * Uploads what is there.
   *
   * @throws IOException if the bucket takes an object not; the others stay, too
   */
  synchronized void run() throws IOException {
    for (Path file : files(outbox)) {
      put(outbox, file);
      Files.deleteIfExists(file);
    }
    for (Path file : files(state)) {
      FileTime changed = Files.getLastModifiedTime(file);
      if (!changed.equals(copied.get(file))) {
        put(state, file);
        copied.put(file, changed);
      }
    }
  }

  private void put(Path folder, Path file) throws IOException {
    String key = folder.relativize(file).toString();
    bucket.put(PutObject.of(key(key), Files.readAllBytes(file), "application/json"));
  }

  private String key(String key) {
    int end = key.lastIndexOf('.');
    return key.startsWith(RAW) || end < 0
        ? key
        : key.substring(0, end) + "-" + host + key.substring(end);
  }

  /** How many bytes of objects wait, the state aside. */
  long waiting() throws IOException {
    long bytes = 0;
    for (Path file : files(outbox)) {
      bytes += size(file);
    }
    return bytes;
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException uploaded) {
      return 0;
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(Whole.UNFINISHED))
          .sorted()
          .toList();
    }
  }
}
