package dev.sluice.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/** Runs a class's main method, then prints the process's CPU time and its highest memory. */
public final class Measured {
  private Measured() {}

  /** Arguments: the class, and what it takes. */
  public static void main(String[] arguments) throws Exception {
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.out.printf(
        Locale.ROOT,
        "measured %.2f %d%n",
        system.getProcessCpuTime() / 1e9,
        ProcessUse.peakMegabytes(ProcessHandle.current().pid()));
  }
}
