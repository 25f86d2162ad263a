package dev.sluice.iceberg;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Objects that never change, as the metadata of Iceberg tables, by key. The least recently used go
 * when there are too many bytes; thread-safe, as Iceberg reads manifests in several threads.
 */
public final class ObjectCache {
  private final long mostBytes;
  private final Map<String, byte[]> objects = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * An empty cache.
   *
   * @param mostBytes of objects in all; larger ones are not kept
   */
  public ObjectCache(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  synchronized Optional<byte[]> get(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  synchronized void put(String key, byte[] object) {
    remove(key);
    if (object.length > mostBytes / 2) {
      return;
    }
    objects.put(key, object);
    bytes += object.length;
    while (bytes > mostBytes) {
      remove(objects.keySet().iterator().next());
    }
  }

  synchronized void remove(String key) {
    byte[] old = objects.remove(key);
    bytes -= old == null ? 0 : old.length;
  }
}
