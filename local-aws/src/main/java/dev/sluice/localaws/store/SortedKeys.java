package dev.sluice.localaws.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The keys of a bucket in S3's order, that of their UTF-8 bytes, from any key on. Folders that lie
 * before it are not read, nor those behind the last key that was asked for, so that going through a
 * bucket page by page costs about what going through it once does.
 */
public final class SortedKeys {
  private static final String SLASH = "/";

  private final Path bucket;
  private final String prefix;
  private final String after;
  private final boolean isOfOneLevel;
  private final Deque<Level> levels = new ArrayDeque<>();
  private Optional<Entry> pending = Optional.empty();

  /**
   * @param prefix of the keys
   * @param after the key, or the common prefix, behind which it begins; empty: at the first
   * @param isOfOneLevel whether keys that have a slash behind the prefix are told by what is up to
   *     it, once
   */
  public SortedKeys(Path bucket, String prefix, String after, boolean isOfOneLevel)
      throws IOException {
    this.bucket = bucket;
    this.prefix = prefix;
    this.after = after;
    this.isOfOneLevel = isOfOneLevel;
    String start = prefix.substring(0, prefix.lastIndexOf(SLASH) + 1);
    levels.push(level(start));
    if (start.equals(prefix) && !start.isEmpty()) {
      pending = folderObject(start);
    }
  }

  /**
   * An object, or a common prefix.
   *
   * @param name its key
   * @param attributes of its file, or of its folder if the key ends in a slash
   */
  public record Entry(String name, Path file, BasicFileAttributes attributes, boolean isPrefix) {}

  /**
   * A folder that is being gone through.
   *
   * @param key of it, with a slash at the end
   * @param names in it that are left; one that is known to be a folder's has a slash at the end, as
   *     such come after others that begin with the same name
   */
  private record Level(String key, PriorityQueue<String> names) {}

  /** The next one; empty: it was the last. */
  public Optional<Entry> next() throws IOException {
    Optional<Entry> found = pending;
    pending = Optional.empty();
    while (found.isEmpty() && !levels.isEmpty()) {
      Level level = levels.peek();
      String name = level.names.poll();
      if (name == null) {
        levels.pop();
      } else {
        found = visit(level, name);
      }
    }
    return found;
  }

  private Optional<Entry> visit(Level level, String name) throws IOException {
    String key = level.key + name;
    if (name.endsWith(SLASH)) {
      return enter(key);
    }
    Path file = bucket.resolve(key);
    Optional<BasicFileAttributes> attributes = attributes(file);
    if (attributes.filter(BasicFileAttributes::isDirectory).isPresent()) {
      level.names.add(name + SLASH);
      return Optional.empty();
    }
    return attributes.filter(met -> isAhead(key)).map(met -> new Entry(key, file, met, false));
  }

  private Optional<Entry> enter(String key) throws IOException {
    if (!isOfOneLevel) {
      levels.push(level(key));
      return folderObject(key);
    }
    if (!isAhead(key)) {
      return Optional.empty();
    }
    Path folder = bucket.resolve(key);
    return attributes(folder).map(attributes -> new Entry(key, folder, attributes, true));
  }

  /** An object with a key that ends in a slash is a folder with an ETag. */
  private Optional<Entry> folderObject(String key) throws IOException {
    Path folder = bucket.resolve(key);
    return isAhead(key) && Files.isDirectory(folder) && Etags.has(folder)
        ? attributes(folder).map(attributes -> new Entry(key, folder, attributes, false))
        : Optional.empty();
  }

  /** Empty: it was deleted meanwhile. */
  private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Level level(String key) throws IOException {
    PriorityQueue<String> names = new PriorityQueue<>(SortedKeys::compare);
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(bucket.resolve(key))) {
      for (Path each : folder) {
        String name = each.getFileName().toString();
        if ((key + name).startsWith(prefix) && mayBeAhead(key + name)) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      names.clear(); // no key begins so, or none does any more
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return new Level(key, names);
  }

  private boolean isAhead(String key) {
    return compare(key, after) > 0;
  }

  /** Whether a file of that key is ahead, or may be if it is a folder: others need no look. */
  private boolean mayBeAhead(String key) {
    return isAhead(key + SLASH) || after.startsWith(key + SLASH);
  }

  /** The order of UTF-8 bytes: that of characters, but for those that take two in a String. */
  static int compare(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    for (int i = 0; i < shorter; i++) {
      char ofOne = one.charAt(i);
      char ofOther = other.charAt(i);
      if (ofOne != ofOther) {
        boolean isHigh = Character.isSurrogate(ofOne);
        return isHigh == Character.isSurrogate(ofOther) ? ofOne - ofOther : isHigh ? 1 : -1;
      }
    }
    return one.length() - other.length();
  }
}
