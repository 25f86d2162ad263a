package dev.sluice.local.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Memory of this process and its descendants, as Linux tells it in {@code /proc/PID}; 0 on systems
 * without it.
 */
public final class ProcessMemory {
  /** To add up shared pages the kernel walks all of them, so that is done less often. */
  private static final int LOOKS_FOR_ONE_AT_SHARES = 5;

  private final AtomicLong looks = new AtomicLong();
  private final AtomicLong residentKb = new AtomicLong();
  private final AtomicLong ownKb = new AtomicLong();

  /**
   * The highest sums seen, in MiB.
   *
   * @param rssMb resident memory, of which shared pages count in each process
   * @param pssMb the same, but a page that n processes share counts for one nth in each
   */
  public record Peak(long rssMb, long pssMb) {}

  /** Looks once and remembers the highest sums seen so far. */
  public void sample() {
    List<Long> processes =
        Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
            .map(ProcessHandle::pid)
            .toList();
    keepHighest(residentKb, processes, "status", "VmRSS:");
    if (looks.getAndIncrement() % LOOKS_FOR_ONE_AT_SHARES == 0) {
      keepHighest(ownKb, processes, "smaps_rollup", "Pss:");
    }
  }

  public Peak peak() {
    return new Peak(residentKb.get() / 1024, ownKb.get() / 1024);
  }

  private static void keepHighest(
      AtomicLong highest, List<Long> processes, String file, String name) {
    long sum = processes.stream().mapToLong(process -> kb(process, file, name)).sum();
    highest.accumulateAndGet(sum, Math::max);
  }

  private static long kb(long process, String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process), file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | RuntimeException gone) {
      return 0; // the process ended between the listing and the look
    }
  }
}
