package dev.sluice.core.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An object store in memory, for tests. Keeps to {@link ObjectStoreContract}; thread-safe. */
public class InMemoryObjectStore implements ObjectStore {
  private static final Comparator<String> UTF_8_ORDER =
      (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

  private static final class Entry {
    private final ObjectInfo info;
    private final byte[] bytes;
    private final String contentType;

    Entry(ObjectInfo info, byte[] bytes, String contentType) {
      this.info = info;
      this.bytes = bytes;
      this.contentType = contentType;
    }

    ObjectInfo info() {
      return info;
    }
  }

  private final TreeMap<String, Entry> objects = new TreeMap<>(UTF_8_ORDER);
  private final Supplier<Instant> clock;

  /** A store whose time stands still. */
  public InMemoryObjectStore() {
    this(() -> Instant.EPOCH);
  }

  public InMemoryObjectStore(Supplier<Instant> clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<StoredObject> get(String key) throws IOException {
    return Optional.ofNullable(objects.get(key))
        .map(entry -> new StoredObject(entry.info(), new ByteArrayInputStream(entry.bytes)));
  }

  @Override
  public synchronized Optional<ObjectInfo> head(String key) throws IOException {
    return Optional.ofNullable(objects.get(key)).map(Entry::info);
  }

  @Override
  public Optional<String> put(PutObject object) throws IOException {
    byte[] bytes;
    try (InputStream content = object.content().open()) {
      bytes = content.readAllBytes();
    }
    return store(object, bytes);
  }

  private synchronized Optional<String> store(PutObject object, byte[] bytes) {
    if (!met(object.condition(), objects.get(object.key()))) {
      return Optional.empty();
    }
    String etag = '"' + md5(bytes) + '"';
    ObjectInfo info =
        new ObjectInfo(object.key(), bytes.length, etag, clock.get(), object.metadata());
    objects.put(object.key(), new Entry(info, bytes, object.contentType()));
    return Optional.of(etag);
  }

  private static boolean met(PutObject.Condition condition, Entry present) {
    if (condition instanceof PutObject.Condition.Absent) {
      return present == null;
    }
    return !(condition instanceof PutObject.Condition.Matches matches)
        || (present != null && present.info().etag().equals(matches.etag()));
  }

  @Override
  public synchronized Optional<String> copy(String from, String etag, String to) {
    Entry entry = objects.get(from);
    if (entry == null || !entry.info().etag().replace("\"", "").equals(etag.replace("\"", ""))) {
      return Optional.empty();
    }
    ObjectInfo info = entry.info();
    objects.put(
        to,
        new Entry(
            new ObjectInfo(to, info.size(), info.etag(), clock.get(), info.metadata()),
            entry.bytes,
            entry.contentType));
    return Optional.of(info.etag());
  }

  @Override
  public Stream<ObjectInfo> list(String prefix) throws IOException {
    return listed(prefix, prefix, true);
  }

  @Override
  public Stream<ObjectInfo> listAfter(String prefix, String after) throws IOException {
    boolean isWithin = UTF_8_ORDER.compare(after, prefix) >= 0;
    return listed(prefix, isWithin ? after : prefix, !isWithin);
  }

  private synchronized Stream<ObjectInfo> listed(String prefix, String from, boolean withFrom) {
    List<ObjectInfo> found = new ArrayList<>();
    for (Entry entry : objects.tailMap(from, withFrom).values()) {
      ObjectInfo info = entry.info();
      if (!info.key().startsWith(prefix)) {
        break;
      }
      found.add(new ObjectInfo(info.key(), info.size(), info.etag(), info.modified(), Map.of()));
    }
    return found.stream();
  }

  @Override
  public synchronized void delete(String key) throws IOException {
    objects.remove(key);
  }

  /** All keys, in the order of a listing. */
  public synchronized List<String> keys() {
    return List.copyOf(objects.keySet());
  }

  /** An object's content. Fails if there is no such object. */
  public synchronized byte[] bytes(String key) {
    return entry(key).bytes.clone();
  }

  /** An object's content as text. Fails if there is no such object. */
  public String text(String key) {
    return new String(bytes(key), UTF_8);
  }

  /** The media type given with the put. Fails if there is no such object. */
  public synchronized String contentType(String key) {
    return entry(key).contentType;
  }

  private Entry entry(String key) {
    Entry entry = objects.get(key);
    if (entry == null) {
      throw new AssertionError("No object '" + key + "', only " + objects.keySet());
    }
    return entry;
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }
}
