package dev.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What an engine took in each round, and what it wrote, which has to be the same each time. */
final class EngineRounds {
  private final List<Measure> measures = new ArrayList<>();
  private String rows = "";
  private long fileBytes;

  void add(Measure measure, Path bucket) throws IOException, SQLException {
    measures.add(measure);
    String written = TrustedHash.of(bucket);
    if (!rows.isEmpty() && !rows.equals(written)) {
      throw new IllegalStateException("Not the same again: " + rows + "; then " + written);
    }
    rows = written;
    fileBytes = bytes(bucket.resolve("trusted"));
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .mapToLong(EngineRounds::size)
          .sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double seconds() {
    return median(Measure::seconds);
  }

  double cpuSeconds() {
    return median(Measure::cpuSeconds);
  }

  double besideSeconds() {
    return median(Measure::besideSeconds);
  }

  /** The highest of all. */
  long megabytes() {
    return measures.stream().mapToLong(Measure::megabytes).max().orElseThrow();
  }

  private double median(ToDoubleFunction<Measure> value) {
    double[] sorted = measures.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  String rows() {
    return rows;
  }

  long fileBytes() {
    return fileBytes;
  }
}
