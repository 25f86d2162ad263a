package dev.sluice.core.lake;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Tells by the first bytes whether an object is gzip, and unpacks it. */
public final class RawBytes {
  private static final int BUFFER = 1 << 16;

  private RawBytes() {}

  /** The object's content, unpacked if it is gzip. */
  public static InputStream open(InputStream content) throws IOException {
    BufferedInputStream in = new BufferedInputStream(content, BUFFER);
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip ? new GZIPInputStream(new NeverDry(in), BUFFER) : in;
  }

  /**
   * GZIPInputStream looks for a further member only while bytes are "available", and a network
   * stream often says none at the end of one: objects of several members would be cut short.
   */
  private static final class NeverDry extends FilterInputStream {
    NeverDry(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
