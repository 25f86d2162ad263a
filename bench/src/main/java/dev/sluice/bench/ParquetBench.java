package dev.sluice.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * JSON to Parquet, seconds of one core (CPU time of the thread, so that a busy machine does not
 * matter): the embedded engine (casts, removes duplicates, sorts, writes) beside parquet-avro with
 * GenericRecord fed from Jackson trees and DuckDB on one thread (neither of which removes
 * duplicates or sorts), and DuckDB with all of that work. Arguments: records (2000000), rounds (5),
 * MiB of sort memory (1024).
 */
public final class ParquetBench {
  private static final String ALL = "readings.json";
  private static final String TENTH = "tenth.json";
  private static final String OUT = "out.parquet";

  private interface Converter {
    void convert(Path json, Path parquet) throws IOException, SQLException;
  }

  private ParquetBench() {}

  public static void main(String[] args) throws IOException, SQLException {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 2_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    long sortBytes = (args.length > 2 ? Long.parseLong(args[2]) : 1024) << 20;
    Path folder = Files.createTempDirectory("parquet-bench-");
    Path json = folder.resolve(ALL);
    Path tenth = folder.resolve(TENTH);
    Readings.write(json, records);
    Readings.write(tenth, records / 10);
    Map<String, Converter> converters = new LinkedHashMap<>();
    converters.put("sluice embedded", new EmbeddedConverter(folder, sortBytes)::convert);
    if (args.length <= 3) {
      converters.put("parquet-avro + Jackson tree", AvroConverter::convert);
      converters.put("DuckDB, 1 thread", DuckDbConverter::convert);
      converters.put("DuckDB, the same work", DuckDbConverter::convertEqually);
    }
    System.out.printf(
        "%,d records, %,d MB of JSON, heap %,d MB%n",
        records, Files.size(json) / 1_000_000, Runtime.getRuntime().maxMemory() / 1_000_000);
    for (Map.Entry<String, Converter> entry : converters.entrySet()) {
      measure(entry.getKey(), entry.getValue(), folder, rounds);
    }
    for (Path file : new Path[] {json, tenth, folder.resolve(OUT), folder}) {
      Files.deleteIfExists(file);
    }
  }

  private static void measure(String name, Converter converter, Path folder, int rounds)
      throws IOException, SQLException {
    Path json = folder.resolve(ALL);
    Path parquet = folder.resolve(OUT);
    double small = best(converter, folder.resolve(TENTH), parquet, rounds);
    double large = best(converter, json, parquet, rounds);
    System.out.printf(
        "%-28s %6.2f s %6.0f MB/s  ten times the records: %5.2f times as long  %,11d B  %s%n",
        name,
        large,
        Files.size(json) / 1e6 / large,
        large / small,
        Files.size(parquet),
        DuckDbConverter.summary(parquet));
  }

  private static double best(Converter converter, Path json, Path parquet, int rounds)
      throws IOException, SQLException {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      converter.convert(json, parquet);
      long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      best = Math.min(best, (end - start) / 1e9);
    }
    return best;
  }
}
