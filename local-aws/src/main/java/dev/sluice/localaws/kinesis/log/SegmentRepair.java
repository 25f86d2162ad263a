package dev.sluice.localaws.kinesis.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A segment's file with whole records behind bytes that are not one, which the end of a process
 * does not do. It is kept aside, and the whole records go on in a file without the damage.
 */
final class SegmentRepair {
  private final byte[] bytes;
  private final ByteBuffer numbers;
  private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
  private long last;

  private SegmentRepair(byte[] bytes, long last) {
    this.bytes = bytes;
    this.numbers = ByteBuffer.wrap(bytes);
    this.last = last;
  }

  /**
   * Repairs the file, if there are such records.
   *
   * @param end of the last whole record before the damage
   * @param last that record's ordinal
   * @return false: nothing whole follows, and the file is as it was
   */
  static boolean repair(Path file, long end, long last) throws IOException {
    if (Files.size(file) - end < Frame.HEAD + Frame.SMALLEST_BODY) {
      return false;
    }
    SegmentRepair repair = new SegmentRepair(Files.readAllBytes(file), last);
    repair.whole.write(repair.bytes, 0, (int) end);
    repair.collect((int) end);
    if (repair.whole.size() == end) {
      return false;
    }
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.write(draft, repair.whole.toByteArray());
    Files.copy(file, aside(file));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private static Path aside(Path file) {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    for (int i = 2; Files.exists(aside); i++) {
      aside = file.resolveSibling(file.getFileName() + ".damaged-" + i);
    }
    return aside;
  }

  private void collect(int from) {
    int at = from;
    while (at + Frame.HEAD + Frame.SMALLEST_BODY <= bytes.length) {
      int size = frameAt(at);
      if (size > 0) {
        last = numbers.getLong(at + Frame.HEAD);
        whole.write(bytes, at, size);
      }
      at += Math.max(1, size);
    }
  }

  /** The size of the whole record that begins there; 0: none does. */
  private int frameAt(int at) {
    int length = numbers.getInt(at);
    if (length < Frame.SMALLEST_BODY || length > bytes.length - at - Frame.HEAD) {
      return 0;
    }
    long ordinal = numbers.getLong(at + Frame.HEAD);
    boolean isPlausible = ordinal > last && ordinal - last < bytes.length;
    int checksum = numbers.getInt(at + Integer.BYTES);
    return isPlausible && Frame.checksum(bytes, at + Frame.HEAD, length) == checksum
        ? Frame.HEAD + length
        : 0;
  }
}
