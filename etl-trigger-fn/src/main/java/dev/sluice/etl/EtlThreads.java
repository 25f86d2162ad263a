package dev.sluice.etl;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/** How many partitions the function makes at once. */
final class EtlThreads {
  /** Lambda gives a function a processor for each, and six at most. */
  private static final double MB_OF_A_PROCESSOR = 1769;

  private static final int MOST = 6;

  /** Of the heap for each: rows that are sorted, and a file's row group, take half of it. */
  private static final long HEAP_BYTES = 192L << 20;

  private EtlThreads() {}

  /** What there is of processors and heap. */
  record Machine(int processors, long heapBytes) {
    static Machine here() {
      Runtime here = Runtime.getRuntime();
      return new Machine(here.availableProcessors(), here.maxMemory());
    }
  }

  /**
   * As many as were asked for, else as the function's memory has processors.
   *
   * @param memoryMb the function's memory as Lambda tells it; empty: it does not, then it is one
   */
  static int count(OptionalInt asked, Optional<String> memoryMb, Machine machine) {
    if (asked.isPresent()) {
      if (asked.getAsInt() < 1 || asked.getAsInt() > MOST) {
        throw new IllegalArgumentException(
            "SLUICE_ETL_THREADS is %d, but must be 1 to %d".formatted(asked.getAsInt(), MOST));
      }
      return asked.getAsInt();
    }
    long ofMemory =
        memoryMb.map(text -> Math.round(Integer.parseInt(text) / MB_OF_A_PROCESSOR)).orElse(1L);
    return (int)
        LongStream.of(ofMemory, MOST, machine.processors, machine.heapBytes / HEAP_BYTES)
            .map(most -> Math.max(1, most))
            .min()
            .getAsLong();
  }
}
