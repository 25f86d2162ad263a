package dev.sluice.core.lake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Tells by the first bytes whether an object is gzip, and unpacks it. */
public final class RawBytes {
  private static final int BUFFER = 1 << 16;

  private RawBytes() {}

  /**
   * The object's content, unpacked if it is gzip; then reading it to the end checks all of it.
   *
   * @throws ForeignBytesException if it is packed otherwise, or is another kind of file
   */
  public static InputStream open(InputStream content) throws IOException {
    BufferedInputStream in = new BufferedInputStream(content, BUFFER);
    Optional<FileKind> kind = kind(in);
    if (kind.equals(Optional.of(FileKind.GZIP))) {
      in = new BufferedInputStream(new GzipBytes(in), BUFFER);
      kind = kind(in);
    }
    if (kind.isPresent()) {
      throw new ForeignBytesException("it is " + kind.get().told());
    }
    return in;
  }

  private static Optional<FileKind> kind(BufferedInputStream in) throws IOException {
    in.mark(FileKind.LONGEST);
    Optional<FileKind> kind = FileKind.of(in.readNBytes(FileKind.LONGEST));
    in.reset();
    return kind;
  }
}
