package dev.sluice.edge;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.PutObject.Condition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The lake as the edge process sees it: its own state stays here, and what it puts waits here until
 * {@link Uploads} has brought it to the bucket. So it works without a network. Nobody else writes
 * these files.
 */
final class EdgeStore implements ObjectStore {
  private static final String STATE = "state/";

  private final Path state;
  private final Path outbox;

  /** A store in these folders: for what stays, and for what is to go. */
  EdgeStore(Path state, Path outbox) {
    this.state = state;
    this.outbox = outbox;
  }

  private Path file(String key) {
    return (key.startsWith(STATE) ? state : outbox).resolve(key);
  }

  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    return read(key)
        .map(bytes -> new StoredObject(info(key, bytes), new ByteArrayInputStream(bytes)));
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    return read(key).map(bytes -> info(key, bytes));
  }

  private Optional<byte[]> read(String key) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file(key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static ObjectInfo info(String key, byte[] bytes) {
    return new ObjectInfo(key, bytes.length, etag(bytes), Instant.EPOCH, Map.of());
  }

  private static String etag(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return "\"%08x-%d\"".formatted(sum.getValue(), bytes.length);
  }

  @Override
  public synchronized Optional<String> put(PutObject object) throws IOException {
    if (!isMet(object.condition(), head(object.key()))) {
      return Optional.empty();
    }
    try (InputStream in = object.content().open()) {
      byte[] bytes = in.readAllBytes();
      Whole.write(file(object.key()), bytes);
      return Optional.of(etag(bytes));
    }
  }

  private static boolean isMet(Condition condition, Optional<ObjectInfo> found) {
    if (condition instanceof Condition.Absent) {
      return found.isEmpty();
    }
    return !(condition instanceof Condition.Matches matches)
        || found.filter(is -> is.etag().equals(matches.etag())).isPresent();
  }

  @Override
  public Optional<String> copy(String from, String etag, String to) throws IOException {
    throw new IOException("The edge process copies no objects: " + from);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix) throws IOException {
    throw new IOException("The edge process lists no objects: " + prefix);
  }

  @Override
  public void delete(String key) throws IOException {
    Files.deleteIfExists(file(key));
  }
}
