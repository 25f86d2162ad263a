package dev.sluice.localaws.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Objects as files, {@code ROOT/BUCKET/KEY}. A file is written beside the buckets and moved into
 * its bucket when it is whole, so that no listing and no reader meets a part of it, even if the
 * lake is killed.
 */
public final class ObjectFiles {
  /**
   * The folder of files that are being written, beside the buckets; no bucket can have its name.
   */
  public static final String DRAFTS = ".sluice-tmp";

  private static final int LONGEST_NAME = 255;
  private static final int ATTEMPTS = 100;

  private final Path root;

  public ObjectFiles(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** Deletes what a lake that was killed left half written. */
  public void sweepDrafts() throws IOException {
    Path folder = Files.createDirectories(root.resolve(DRAFTS));
    try (Stream<Path> drafts = Files.list(folder)) {
      for (Path draft : (Iterable<Path>) drafts::iterator) {
        Files.delete(draft);
      }
    }
  }

  /** A path for a new file, which does not exist yet. */
  public Path draft() throws IOException {
    return Files.createDirectories(root.resolve(DRAFTS)).resolve(UUID.randomUUID().toString());
  }

  /**
   * Gives an object's file a second name, which stays with this version of the object.
   *
   * @return false if the file can't have one: it is a link to elsewhere, or another user's
   */
  public boolean link(Path link, Path file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(file.toString());
      }
      if (Files.isSymbolicLink(file)) {
        return false;
      }
      try {
        Files.createLink(link, file);
        return true;
      } catch (NoSuchFileException e) {
        // The file was replaced after it was found, and before it had its second name.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      } catch (FileSystemException | UnsupportedOperationException e) {
        return false;
      }
    }
  }

  /** Makes a draft, whose ETag is set, an object. */
  public void publish(Path draft, S3Location location) throws IOException {
    Path file = file(location);
    for (int attempt = 1; ; attempt++) {
      if (!Files.isDirectory(root.resolve(location.bucket()))) {
        throw new NoSuchFileException("The bucket " + location.bucket() + " does not exist");
      }
      try {
        move(draft, file);
        return;
      } catch (NoSuchFileException e) {
        // The folder was removed with the last object in it, between its check and the move.
        if (attempt == ATTEMPTS || Files.notExists(draft)) {
          throw e;
        }
      }
    }
  }

  /** Moves a file to its place in one step, over what is there. */
  public static void move(Path draft, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Deletes an object, if it is there, and the folders that it leaves empty. */
  public void delete(S3Location location) throws IOException {
    Path bucket = root.resolve(location.bucket());
    Path file = file(location);
    if (!Files.isRegularFile(file)) {
      return;
    }
    Files.delete(file);
    try {
      for (Path up = file.getParent(); !up.equals(bucket); up = up.getParent()) {
        Files.delete(up);
      }
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      return; // others are in it, or were as quick
    }
  }

  /** Where a bucket is, or would be. */
  public Path bucket(String name) throws IOException {
    Path bucket = root.resolve(name).normalize();
    if (!bucket.startsWith(root)) {
      throw new IOException(name + " leaves the folder of buckets");
    }
    return bucket;
  }

  /** Where an object is, or would be. */
  public Path file(S3Location location) throws IOException {
    Path bucket = bucket(location.bucket());
    Path file = bucket.resolve(location.key()).normalize();
    if (!file.startsWith(bucket)) {
      throw new IOException(location + " leaves the bucket");
    }
    return file;
  }

  /** Whether a key, or the start of one, can be the path of a file without becoming another key. */
  public static boolean canHold(String key) {
    List<String> names = List.of((key.endsWith("/") ? key + "x" : key).split("/", -1));
    return names.stream()
        .noneMatch(
            name ->
                name.isEmpty()
                    || name.equals(".")
                    || name.equals("..")
                    || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME);
  }
}
