package dev.sluice.localaws.kinesis;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.store.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stream's folder: what it is, in {@code stream.json}, and a folder of records for each shard.
 */
record StreamFolder(Path path) {
  private static final String FILE = "stream.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a stream is. */
  record Facts(int shards, long createdMillis, long retentionHours) {
    Facts {
      if (shards < 1) {
        throw new IllegalArgumentException("A stream has at least one shard, not " + shards);
      }
    }

    Instant created() {
      return Instant.ofEpochMilli(createdMillis);
    }

    Duration retention() {
      return Duration.ofHours(retentionHours);
    }

    Facts with(Duration newRetention) {
      return new Facts(shards, createdMillis, newRetention.toHours());
    }
  }

  /**
   * That of a stream in a folder of streams.
   *
   * @throws IllegalArgumentException the name leads out of it
   */
  static StreamFolder of(Path directory, String name) {
    Path parent = directory.toAbsolutePath().normalize();
    if (!parent.equals(parent.resolve(name).normalize().getParent())) {
      throw new IllegalArgumentException(
          "A stream can't be named %s: its folder would not be in %s".formatted(name, parent));
    }
    return new StreamFolder(directory.resolve(name));
  }

  /** The streams in that folder. */
  static List<StreamFolder> in(Path directory) throws IOException {
    try (Stream<Path> folders = Files.list(Files.createDirectories(directory))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(FILE)))
          .sorted()
          .map(StreamFolder::new)
          .toList();
    }
  }

  String name() {
    return path.getFileName().toString();
  }

  Facts facts() throws IOException {
    return JSON.readValue(path.resolve(FILE).toFile(), Facts.class);
  }

  void write(Facts facts) throws IOException {
    Path draft = Files.createDirectories(path).resolve(FILE + ".draft");
    JSON.writeValue(draft.toFile(), facts);
    Files.move(draft, path.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  Path shard(String id) {
    return path.resolve(id);
  }

  /** The facts go first: without them it is no stream. */
  void delete() throws IOException {
    Files.deleteIfExists(path.resolve(FILE));
    Folder.delete(path);
  }
}
