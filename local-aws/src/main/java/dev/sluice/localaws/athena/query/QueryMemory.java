package dev.sluice.localaws.athena.query;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much memory a statement may take. Most need little, and what DuckDB may have it takes, so the
 * usual amount is small; a statement that needs more, as one that groups by millions of ids, is run
 * again with more.
 *
 * @param usual bytes
 * @param ample bytes at most, not less
 */
public record QueryMemory(long usual, long ample) {
  private static final long USUAL = 200_000_000;
  private static final int GROWTH = 4;

  public QueryMemory {
    if (usual < 1 || ample < usual) {
      throw new IllegalArgumentException(
          "usual must be positive, and ample not less, not %d and %d".formatted(usual, ample));
    }
  }

  /** What is tried when so much is too little. */
  long next(long bytes) {
    return bytes > ample / GROWTH ? ample : bytes * GROWTH;
  }

  /** With up to a quarter of the machine's memory, as a container has it. */
  public static QueryMemory ofMachine() {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new QueryMemory(USUAL, Math.max(USUAL, machine.getTotalMemorySize() / 4));
  }
}
