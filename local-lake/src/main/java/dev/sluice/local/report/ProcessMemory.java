package dev.sluice.local.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Resident memory of this process and its descendants, as Linux tells it in {@code
 * /proc/PID/status}; 0 on systems without it.
 */
public final class ProcessMemory {
  private final AtomicLong peakKb = new AtomicLong();

  /** Looks once and remembers the highest sum seen so far. */
  public void sample() {
    ProcessHandle self = ProcessHandle.current();
    long sum =
        Stream.concat(Stream.of(self), self.descendants())
            .mapToLong(process -> residentKb(process.pid()))
            .sum();
    peakKb.accumulateAndGet(sum, Math::max);
  }

  /** The highest sum seen, in MiB. */
  public long peakMb() {
    return peakKb.get() / 1024;
  }

  private static long residentKb(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | RuntimeException gone) {
      return 0; // the process ended between the listing and the look
    }
  }
}
