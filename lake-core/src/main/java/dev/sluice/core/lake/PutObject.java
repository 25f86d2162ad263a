package dev.sluice.core.lake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * An object to store.
 *
 * @param key without a leading slash
 * @param content can be opened more than once, for retries
 * @param contentType a media type
 * @param metadata user metadata: lower case names, ASCII values, 2 KB in all (an S3 limit)
 * @param condition under which it is stored
 */
public record PutObject(
    String key,
    Content content,
    String contentType,
    Map<String, String> metadata,
    Condition condition) {
  public PutObject {
    metadata = Map.copyOf(metadata);
    if (key.isEmpty() || key.startsWith("/")) {
      throw new IllegalArgumentException("Not an object key: '" + key + "'");
    }
  }

  /** An unconditional put of bytes. */
  public static PutObject of(String key, byte[] bytes, String contentType) {
    return new PutObject(key, Content.of(bytes), contentType, Map.of(), Condition.NONE);
  }

  /** The same object with that metadata. */
  public PutObject withMetadata(Map<String, String> newMetadata) {
    return new PutObject(key, content, contentType, newMetadata, condition);
  }

  /** The same object, stored only under that condition. */
  public PutObject when(Condition newCondition) {
    return new PutObject(key, content, contentType, metadata, newCondition);
  }

  /** The bytes of an object. */
  public interface Content {
    /** Number of bytes. */
    long length() throws IOException;

    /** A new stream from the first byte on; the caller closes it. */
    InputStream open() throws IOException;

    /** Content from memory; the array is not copied. */
    static Content of(byte[] bytes) {
      return new Content() {
        @Override
        public long length() {
          return bytes.length;
        }

        @Override
        public InputStream open() {
          return new ByteArrayInputStream(bytes);
        }
      };
    }

    /** Content of a file. */
    static Content of(Path file) {
      return new Content() {
        @Override
        public long length() throws IOException {
          return Files.size(file);
        }

        @Override
        public InputStream open() throws IOException {
          return Files.newInputStream(file);
        }
      };
    }
  }

  /** A precondition of a put (S3: If-None-Match, If-Match). */
  public sealed interface Condition {
    /** Store in any case. */
    Condition NONE = new Always();

    /** No condition. */
    record Always() implements Condition {}

    /** Only if there is no object of that key. */
    record Absent() implements Condition {}

    /** Only if the object of that key has this ETag. */
    record Matches(String etag) implements Condition {}
  }
}
