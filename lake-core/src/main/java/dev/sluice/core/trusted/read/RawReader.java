package dev.sluice.core.trusted.read;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the records of raw objects, plain or gzip, one object after the other. Values go straight
 * into a reused row.
 */
interface RawReader {
  /**
   * Reads an object to its end.
   *
   * @param key the object's
   * @throws IOException when the bytes are not what a raw object holds, or can't be read
   */
  void read(String key, InputStream content) throws IOException;

  /** The object is not what it should be as a whole. The message shows nothing of its content. */
  final class MisshapenException extends IOException {
    private static final long serialVersionUID = 1;

    MisshapenException(String message) {
      super(message);
    }
  }
}
