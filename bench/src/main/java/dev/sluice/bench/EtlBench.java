package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Raw JSON to the trusted Parquet, end to end: each engine as a process of its own, its start
 * included, on the same raw objects. The same work for all: cast, required, de-duplicate by id (the
 * first wins), sort, one zstd Parquet file for each partition. The rows of all are compared.
 * Arguments: MB of JSON (200), gzip or plain (gzip), rounds (3), MB of the embedded engine's heap
 * (256). The engines take turns, so that what else the machine does hits all alike; medians are
 * told, and how much of DuckDB's work an engine does in a CPU second. Property {@code
 * spark.classpath}: Spark's jars and the job's; without it Spark is left out.
 */
public final class EtlBench {
  /** The template's functions stop at the first of the JVM's two compilers, which is quicker. */
  private static final String TIERS = "-XX:TieredStopAtLevel=";

  private static final String PEER = "DuckDB, threads: 1";

  private EtlBench() {}

  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    int megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    boolean isGzip = arguments.length < 2 || arguments[1].equals("gzip");
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    String heap = arguments.length > 3 ? arguments[3] : "256";
    Path bucket = Files.createTempDirectory("etl-bench-").resolve("lake");
    Map<String, List<String>> engines = engines(bucket, heap);
    long bytes = RawLake.write(bucket, megabytes, isGzip);
    Map<String, EngineRounds> results = rounds(engines, rounds, bucket);
    System.out.printf(
        "%,d MB of JSON, %s, median of %d%n%-24s %8s %8s %8s %8s %9s %9s  %s%n",
        bytes / 1_000_000,
        isGzip ? "gzip" : "plain",
        rounds,
        "",
        "seconds",
        "CPU s",
        "MB/CPU s",
        "of DuckDB",
        "memory MB",
        "files kB",
        "rows and hash");
    double peer = results.get(PEER).cpuSeconds();
    results.forEach((engine, result) -> print(engine, result, bytes, peer));
    delete(bucket.getParent());
  }

  private static void print(String engine, EngineRounds result, long bytes, double peer) {
    System.out.printf(
        "%-24s %8.2f %8.2f %8.1f %8.2f %9d %9d  %s%n",
        engine,
        result.seconds(),
        result.cpuSeconds(),
        bytes / 1e6 / result.cpuSeconds(),
        peer / result.cpuSeconds(),
        result.megabytes(),
        result.fileBytes() / 1_000,
        result.rows());
  }

  /** Engines that leave themselves out are not among the results. */
  private static Map<String, EngineRounds> rounds(
      Map<String, List<String>> engines, int rounds, Path bucket)
      throws IOException, InterruptedException, SQLException {
    Map<String, EngineRounds> results = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> engine : engines.entrySet()) {
        if (round > 0 && !results.containsKey(engine.getKey())) {
          continue;
        }
        delete(bucket.resolve("trusted"));
        Optional<Measure> measure = Measure.of(engine.getValue());
        if (measure.isPresent()) {
          results
              .computeIfAbsent(engine.getKey(), any -> new EngineRounds())
              .add(measure.get(), bucket);
        }
      }
    }
    return results;
  }

  private static Map<String, List<String>> engines(Path bucket, String heap) {
    String here = System.getProperty("java.class.path");
    Map<String, List<String>> engines = new LinkedHashMap<>();
    for (String tiers : List.of("1", "4")) {
      engines.put(
          tiers.equals("1") ? "Sluice, as on Lambda" : "Sluice, all compilers",
          java(here, List.of("-Xmx" + heap + "m", "-XX:+UseSerialGC", TIERS + tiers))
              .with(EmbeddedEtl.class.getName(), "pipelines/windfarm.yaml", bucket.toString()));
    }
    for (String threads : List.of("1", "2")) {
      engines.put(
          threads.equals("1") ? PEER : "DuckDB, threads: " + threads,
          java(here, List.of("-Xmx128m", "-XX:+UseSerialGC"))
              .with(DuckDbEtl.class.getName(), bucket.toString(), threads));
    }
    String spark = System.getProperty("spark.classpath", "");
    if (spark.isEmpty()) {
      System.out.println("Spark is left out: the property spark.classpath is not set");
    } else {
      engines.put(
          "Spark local[2]",
          java("bench/target/classes:" + spark, SparkOptions.all())
              .with("dev.sluice.job.SparkEtl", bucket.toString()));
    }
    engines.put("pyarrow", List.of("python3", "bench/python/etl.py", bucket.toString()));
    return engines;
  }

  private static Command java(String classPath, List<String> options) {
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, Measured.class.getName()));
    return new Command(command);
  }

  private record Command(List<String> words) {
    List<String> with(String... arguments) {
      List<String> all = new ArrayList<>(words);
      all.addAll(List.of(arguments));
      return all;
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
