package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
 * Arguments: MB of JSON (200), gzip or plain (gzip), rounds (3), MB of heap that functions and the
 * embedded engine have at most (256), and words that the engines' names have to contain one of
 * (all). The engines take turns, so that what else the machine does hits all alike; medians are
 * told, and how much of DuckDB's work an engine does in a CPU second. Property {@code
 * spark.classpath}: Spark's jars and the job's; without it Spark is left out.
 */
public final class EtlBench {
  private EtlBench() {}

  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    int megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    boolean isGzip = arguments.length < 2 || arguments[1].equals("gzip");
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    String heap = arguments.length > 3 ? arguments[3] : "256";
    List<String> chosen =
        List.of(arguments).subList(Math.min(4, arguments.length), arguments.length);
    Path lake = Files.createTempDirectory("etl-bench-").resolve("lake");
    Path bucket = lake.resolve("s3").resolve(DeployedEtl.BUCKET);
    Map<String, List<String>> engines = new EtlEngines(lake, bucket, heap).commands();
    engines.keySet().removeIf(name -> !isChosen(name, chosen));
    long bytes = RawLake.write(bucket, megabytes, isGzip);
    Map<String, EngineRounds> results = rounds(engines, rounds, bucket);
    System.out.printf(
        "%,d MB of JSON, %s, median of %d%n", bytes / 1_000_000, isGzip ? "gzip" : "plain", rounds);
    print(results, bytes);
    requireSameRows(results);
    delete(lake.getParent());
  }

  private static boolean isChosen(String engine, List<String> words) {
    return engine.equals(EtlEngines.PEER)
        || words.isEmpty()
        || words.stream().anyMatch(engine::contains);
  }

  private static void print(Map<String, EngineRounds> results, long bytes) {
    System.out.printf(
        "%-32s %8s %8s %8s %8s %9s %9s %9s  %s%n",
        "",
        "seconds",
        "CPU s",
        "MB/CPU s",
        "of DuckDB",
        "memory MB",
        "files kB",
        "lake CPU",
        "rows and hash");
    double peer = results.get(EtlEngines.PEER).cpuSeconds();
    results.forEach((engine, result) -> print(engine, result, bytes, peer));
  }

  private static void print(String engine, EngineRounds result, long bytes, double peer) {
    System.out.printf(
        "%-32s %8.2f %8.2f %8.1f %8.2f %9d %9d %9.2f  %s%n",
        engine,
        result.seconds(),
        result.cpuSeconds(),
        bytes / 1e6 / result.cpuSeconds(),
        peer / result.cpuSeconds(),
        result.megabytes(),
        result.fileBytes() / 1_000,
        result.besideSeconds(),
        result.rows());
  }

  private static void requireSameRows(Map<String, EngineRounds> results) {
    String rows = results.get(EtlEngines.PEER).rows();
    results.forEach(
        (engine, result) -> {
          if (!result.rows().equals(rows)) {
            throw new IllegalStateException(engine + " has other rows than " + EtlEngines.PEER);
          }
        });
  }

  /** Engines that leave themselves out are not among the results. */
  private static Map<String, EngineRounds> rounds(
      Map<String, List<String>> engines, int rounds, Path bucket)
      throws IOException, InterruptedException, SQLException {
    writeClassArchive(engines, bucket);
    Map<String, EngineRounds> results = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> engine : engines.entrySet()) {
        if (round > 0 && !results.containsKey(engine.getKey())) {
          continue;
        }
        keepRawOnly(bucket);
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

  /** A local lake's function writes it when it ends first, and is slower in that run. */
  private static void writeClassArchive(Map<String, List<String>> engines, Path bucket)
      throws IOException, InterruptedException {
    Optional<String> first =
        engines.keySet().stream().filter(name -> name.startsWith(EtlEngines.DEPLOYED)).findFirst();
    if (first.isPresent()) {
      keepRawOnly(bucket);
      Measure.of(engines.get(first.get()));
    }
  }

  /** What an earlier run made, and what a lake knows of it. */
  private static void keepRawOnly(Path bucket) throws IOException {
    for (Path folder : List.of(bucket, bucket.getParent().getParent())) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> children = Files.list(folder)) {
          for (Path child :
              children.filter(child -> !child.endsWith("raw") && !child.endsWith("s3")).toList()) {
            delete(child);
          }
        }
      }
    }
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
