package dev.sluice.core.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bucket of objects. A put is atomic: readers see the old object or the new one, never a part.
 * Reads after a put see it (strong consistency, as S3 gives it). Several threads may use it at
 * once. Every method throws {@link IOException} when the store can't be reached or refuses; a put
 * that threw may still have been carried out.
 */
public interface ObjectStore {
  /** The object of that key, opened for reading; the caller closes it. Empty: no such object. */
  Optional<StoredObject> get(String key) throws IOException;

  /** The object's facts without its content. Empty: no such object. */
  Optional<ObjectInfo> head(String key) throws IOException;

  /** Stores an object. Returns its new ETag, or empty when the condition was not met. */
  Optional<String> put(PutObject object) throws IOException;

  /**
   * Copies an object as it is, within the store. Returns the copy's ETag, or empty if there is no
   * object with that content any more.
   *
   * @param from its key
   * @param etag of its content, with quotes or without
   * @param to the copy's key
   */
  Optional<String> copy(String from, String etag, String to) throws IOException;

  /**
   * The objects whose keys start with the prefix, in the keys' UTF-8 order, fetched page by page.
   * The stream throws {@link java.io.UncheckedIOException}; close it.
   */
  Stream<ObjectInfo> list(String prefix) throws IOException;

  /**
   * Those of {@link #list(String)} whose keys come after a key, in the same order. A store that can
   * begin there answers without passing over all that come before.
   *
   * @param after need not be the key of an object, nor begin with the prefix
   */
  default Stream<ObjectInfo> listAfter(String prefix, String after) throws IOException {
    byte[] last = after.getBytes(UTF_8);
    return list(prefix)
        .filter(object -> Arrays.compareUnsigned(object.key().getBytes(UTF_8), last) > 0);
  }

  /** Deletes an object; no error if there is none. */
  void delete(String key) throws IOException;

  /** Deletes all objects whose keys start with the prefix; stopped in between, some are left. */
  default void deleteAll(String prefix) throws IOException {
    List<ObjectInfo> objects;
    try (Stream<ObjectInfo> listing = list(prefix)) {
      objects = listing.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (ObjectInfo object : objects) {
      delete(object.key());
    }
  }

  /** Is told of changes before they are made. */
  @FunctionalInterface
  interface Before {
    /** An object of that key is to be put or deleted. Throws: it is not. */
    void changes(String key) throws IOException;
  }

  /** The same store, whose changes are told before they are made. */
  default ObjectStore telling(Before before) {
    return new ToldStore<>(this, before);
  }

  /**
   * What is known of an object.
   *
   * @param etag of its content; empty: the store gives none, as of a file that was put into a local
   *     lake's folder by hand, or is not yet complete
   * @param modified when it was put, in full seconds as S3 tells it
   * @param metadata the user metadata, lower case names; a listing leaves it empty
   */
  record ObjectInfo(
      String key, long size, String etag, Instant modified, Map<String, String> metadata) {
    public ObjectInfo {
      etag = etag == null ? "" : etag;
      metadata = Map.copyOf(metadata);
    }
  }

  /** An object opened for reading. */
  record StoredObject(ObjectInfo info, InputStream content) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}
