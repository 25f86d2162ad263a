package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a running process has taken so far. */
final class ProcessUse {
  private ProcessUse() {}

  /** User and system CPU time. */
  static long cpuNanos(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow(() -> new IllegalStateException("There is nothing on process " + pid))
        .toNanos();
  }

  /** The highest resident memory. */
  static long peakMegabytes(long pid) throws IOException {
    String memory =
        Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(memory.replaceAll("\\D", "")) / 1024;
  }
}
