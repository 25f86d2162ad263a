package dev.sluice.edge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;

/**
 * How far a growing file was read.
 *
 * @param file which file it is, however it is called now; empty: none was there yet
 * @param offset the byte behind the last line that was taken
 * @param rows how many lines were taken, those of files before it, too
 * @param changed when the file had last been changed, in nanoseconds since 1970; 0: not known
 * @param head a sum over the file's first bytes, as far as they were read; -1: not known
 */
record FilePlace(String file, long offset, long rows, long changed, long head) {
  private static final int HEAD_BYTES = 1024;
  private static final long UNKNOWN = -1;
  private static final int OLDER_PARTS = 3;
  private static final int PARTS = 5;

  static FilePlace of(String position) {
    String[] parts = position.split(":", PARTS);
    if (parts.length < OLDER_PARTS) {
      return before("", 0, 0);
    }
    boolean isOlder = parts.length < PARTS;
    return new FilePlace(
        parts[0],
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        isOlder ? 0 : Long.parseLong(parts[3]),
        isOlder ? UNKNOWN : Long.parseLong(parts[4]));
  }

  /** Before the first byte of a file. */
  static FilePlace before(String file, long rows, long changed) {
    return new FilePlace(file, 0, rows, changed, UNKNOWN);
  }

  /** Further on in the same file. */
  FilePlace at(long to, long lines, FileChannel in, long time) throws IOException {
    return new FilePlace(file, to, lines, time, sum(in, to));
  }

  /** Whether the file was cut, or written anew, since then. */
  boolean isCut(FileChannel in) throws IOException {
    return in.size() < offset || (head != UNKNOWN && sum(in, offset) != head);
  }

  private static long sum(FileChannel in, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(to, HEAD_BYTES));
    long place = 0;
    int got = in.read(bytes, place);
    while (got > 0) {
      place += got;
      got = bytes.hasRemaining() ? in.read(bytes, place) : 0;
    }
    CRC32 sum = new CRC32();
    sum.update(bytes.flip());
    return sum.getValue();
  }

  @Override
  public String toString() {
    return "%s:%d:%d:%d:%d".formatted(file, offset, rows, changed, head);
  }
}
