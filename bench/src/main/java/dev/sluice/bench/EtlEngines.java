package dev.sluice.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command lines of the engines that EtlBench compares, by the names that it prints. */
final class EtlEngines {
  /** What the others are compared with. */
  static final String PEER = "DuckDB, threads: 1";

  /** How the names of packaged functions on the JVM begin. */
  static final String DEPLOYED = "deployed, jvm";

  /** The template's functions stop at the first of the JVM's two compilers, which is quicker. */
  private static final String TIERS = "-XX:TieredStopAtLevel=";

  private static final Path NATIVE = Path.of("etl-trigger-fn/target/native/function.zip");

  private final Path lake;
  private final Path bucket;
  private final String heap;
  private final String classPath = System.getProperty("java.class.path");
  private final Map<String, List<String>> commands = new LinkedHashMap<>();

  /**
   * @param lake the folder of a local lake
   * @param bucket the folder of its bucket
   * @param heap MB that functions and the embedded engine have at most
   */
  EtlEngines(Path lake, Path bucket, String heap) {
    this.lake = lake;
    this.bucket = bucket;
    this.heap = heap;
  }

  Map<String, List<String>> commands() {
    deployed("jvm");
    if (Files.exists(NATIVE)) {
      deployed("native");
    } else {
      System.out.println(
          "The native function is left out: %s is missing, which ./sluice demo --native builds"
              .formatted(NATIVE));
    }
    embedded("Sluice on files, first compiler", "1");
    embedded("Sluice on files, both compilers", "4");
    duckDb(PEER, "1");
    duckDb("DuckDB, threads: 2", "2");
    commands.put("pandas, pyarrow", List.of("python3", "bench/python/etl.py", bucket.toString()));
    commands.put("Polars", List.of("python3", "bench/python/etl_polars.py", bucket.toString()));
    spark();
    return commands;
  }

  private void deployed(String runtime) {
    deployed(runtime, "deployed, %s, CPUs: 1".formatted(runtime), "1", "1024");
    deployed(runtime, "deployed, %s, CPUs: 2".formatted(runtime), "2", "1024");
    deployed(runtime, "deployed, %s, threads: 2".formatted(runtime), "2", "3538");
  }

  private void deployed(String runtime, String name, String processors, String memory) {
    if (processors.equals("1") && !Processors.canBind()) {
      System.out.println("One processor is left out: taskset is missing");
      return;
    }
    List<String> command = new ArrayList<>(List.of("env", "SLUICE_FUNCTION_HEAP_MIB=" + heap));
    command.addAll(
        List.of("java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.addAll(List.of(classPath, DeployedEtl.class.getName()));
    command.addAll(List.of(lake.toString(), runtime, processors, memory));
    commands.put(name, command);
  }

  private void embedded(String name, String tiers) {
    java(
        name,
        List.of("-Xmx" + heap + "m", "-XX:+UseSerialGC", TIERS + tiers, "-cp", classPath),
        List.of(EmbeddedEtl.class.getName(), "pipelines/windfarm.yaml", bucket.toString()));
  }

  private void duckDb(String name, String threads) {
    java(
        name,
        List.of("-Xmx128m", "-XX:+UseSerialGC", "-cp", classPath),
        List.of(DuckDbEtl.class.getName(), bucket.toString(), threads));
  }

  private void spark() {
    String jars = System.getProperty("spark.classpath", "");
    if (jars.isEmpty()) {
      System.out.println("Spark is left out: the property spark.classpath is not set");
      return;
    }
    List<String> options = new ArrayList<>(SparkOptions.all());
    options.addAll(List.of("-cp", "bench/target/classes:" + jars));
    java("Spark local[2]", options, List.of("dev.sluice.job.SparkEtl", bucket.toString()));
  }

  private void java(String name, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(options);
    command.add(Measured.class.getName());
    command.addAll(arguments);
    commands.put(name, command);
  }
}
