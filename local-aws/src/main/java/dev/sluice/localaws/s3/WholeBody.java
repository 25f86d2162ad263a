package dev.sluice.localaws.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;

/**
 * Content of a known length, whose end is read before its last byte is handed over: S3Proxy stops
 * at the length, and would not see that the checksum behind it is wrong.
 */
final class WholeBody extends FilterInputStream {
  private long left;

  private WholeBody(InputStream in, long length) {
    super(in);
    left = length;
  }

  static WholeBody of(InputStream in, long length) throws IOException {
    WholeBody body = new WholeBody(in, length);
    if (length == 0) {
      body.requireEnd();
    }
    return body;
  }

  private void requireEnd() throws IOException {
    if (in.read() != -1) {
      throw new S3ProxyException(
          S3ErrorCode.INCOMPLETE_BODY, "There is more content than x-amz-decoded-content-length");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, left));
    if (count > 0) {
      left -= count;
      if (left == 0) {
        requireEnd();
      }
    }
    return count;
  }
}
