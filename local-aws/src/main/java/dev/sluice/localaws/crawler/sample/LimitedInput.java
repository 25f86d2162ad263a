package dev.sluice.localaws.crawler.sample;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream. */
final class LimitedInput extends FilterInputStream {
  private final long limit;
  private long read;

  LimitedInput(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  /** Whether the limit was reached; the stream may have ended just there. */
  boolean isCut() {
    return read >= limit;
  }

  /** How many bytes were read. */
  long count() {
    return read;
  }

  @Override
  public int read() throws IOException {
    int next = isCut() ? -1 : super.read();
    read += next < 0 ? 0 : 1;
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (isCut()) {
      return -1;
    }
    int count = super.read(into, offset, (int) Math.min(length, limit - read));
    read += Math.max(0, count);
    return count;
  }
}
