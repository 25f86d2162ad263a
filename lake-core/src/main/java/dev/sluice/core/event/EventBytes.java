package dev.sluice.core.event;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A whole event, which Lambda bounds to 6 MB.
 *
 * @param bytes followed by at least {@link #MARGIN} bytes 0
 * @param length of the event
 */
record EventBytes(byte[] bytes, int length) {
  /** So that eight bytes can be looked at at once. */
  static final int MARGIN = 8;

  private static final int FIRST_BYTES = 64 * 1024;

  static EventBytes of(InputStream event) throws IOException {
    byte[] bytes = new byte[Math.max(event.available(), FIRST_BYTES) + 2 * MARGIN];
    int length = 0;
    for (int read = 0; read >= 0; length += Math.max(read, 0)) {
      if (bytes.length - length <= MARGIN) {
        bytes = Arrays.copyOf(bytes, Math.multiplyExact(bytes.length, 2));
      }
      read = event.read(bytes, length, bytes.length - length - MARGIN);
    }
    return new EventBytes(bytes, length);
  }
}
