package dev.sluice.localaws.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** A request's body as it arrives; one that comes too slowly fails, so that it frees its thread. */
final class RequestBody extends InputStream {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int BYTES_A_SECOND = 1 << 10;

  private final InputStream in;
  private final LongSupplier nanos;
  private int pace = BYTES_A_SECOND;
  private long bytes;
  private long waitedNanos;
  private boolean failed;

  /**
   * The body of that stream.
   *
   * @param nanos as {@link System#nanoTime}
   */
  RequestBody(InputStream in, LongSupplier nanos) {
    this.in = in;
    this.nanos = nanos;
  }

  /** Has a body fail that comes with fewer bytes a second, after some patience. */
  void requirePace(int bytesASecond) {
    pace = bytesASecond;
  }

  /** Whether the rest can't be had. */
  boolean isFailed() {
    return failed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long start = nanos.getAsLong();
    try {
      int read = in.read(buffer, offset, length);
      waitedNanos += nanos.getAsLong() - start;
      bytes += Math.max(0, read);
      checkPace(read);
      return read;
    } catch (IOException e) {
      failed = true;
      if (e.getCause() instanceof TimeoutException) {
        throw new SlowBodyException(
            "The request's body stopped after %d bytes.".formatted(bytes), e);
      }
      throw e;
    }
  }

  private void checkPace(int read) throws IOException {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(waitedNanos);
    if (read >= 0 && waitedNanos > PATIENCE_NANOS && bytes < seconds * pace) {
      throw new SlowBodyException(
          "Only %d bytes of the request's body came in %d s.".formatted(bytes, seconds));
    }
  }
}
