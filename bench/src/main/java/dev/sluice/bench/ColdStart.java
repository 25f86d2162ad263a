package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How long batch-writer-fn takes from the start of its process to its first answer, with a batch of
 * 100 records, and how much memory it has after 1,000 batches: natively, on the JVM, on the JVM
 * with an archive of its classes, and beside them a Python handler of the same job. The ways take
 * turns, so that what else the machine does hits all alike.
 */
final class ColdStart {
  private static final int RECORDS = 100;
  private static final int INVOCATIONS = 1_000;

  private final FunctionPackage artefact;
  private final Path root;
  private final Path work;
  private final byte[] event = WriterEvent.of(RECORDS, 1);

  private ColdStart(Path root, Path work) {
    this.root = root;
    this.work = work;
    artefact = new FunctionPackage(root, work);
  }

  /** A way to run the function; its figures in milliseconds and MB. */
  private record Way(String name, List<String> command, List<Double> starts, List<Double> memory) {
    Way(String name, List<String> command) {
      this(name, command, new ArrayList<>(), new ArrayList<>());
    }

    double median() {
      double[] sorted = starts.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return sorted[sorted.length / 2];
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 11;
    Path work = Files.createTempDirectory("coldstart-");
    try {
      new ColdStart(Path.of("").toAbsolutePath(), work).run(rounds);
    } finally {
      delete(work);
    }
  }

  private void run(int rounds) throws IOException, InterruptedException {
    List<Way> ways = ways();
    for (int round = 0; round < rounds; round++) {
      for (Way way : ways) {
        way.starts().add(measure(way.command(), 1)[0]);
      }
    }
    for (Way way : ways) {
      way.memory().add(measure(way.command(), INVOCATIONS)[1]);
    }
    print(ways, rounds);
  }

  private List<Way> ways() throws IOException, InterruptedException {
    Path archive = work.resolve("classes.jsa");
    measure(artefact.jvmCommand(List.of("-XX:ArchiveClassesAtExit=" + archive)), 3);
    if (!Files.exists(archive)) {
      throw new IOException("The JVM wrote no class data archive");
    }
    List<Way> ways = new ArrayList<>();
    ways.add(new Way("native", artefact.nativeCommand()));
    ways.add(new Way("JVM", artefact.jvmCommand(List.of())));
    ways.add(
        new Way("JVM, AppCDS", artefact.jvmCommand(List.of("-XX:SharedArchiveFile=" + archive))));
    if (hasBoto()) {
      ways.add(new Way("Python 3, boto3", artefact.pythonCommand()));
    } else {
      System.out.println("No python3 with boto3 here: that row is left out");
    }
    return ways;
  }

  private static boolean hasBoto() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "import boto3").start().waitFor() == 0;
    } catch (IOException noPython) {
      return false;
    }
  }

  /** Milliseconds to the first answer, and MB resident after the last. */
  private double[] measure(List<String> command, int invocations)
      throws IOException, InterruptedException {
    try (RuntimeServer server = new RuntimeServer()) {
      ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment(server.address()));
      builder.redirectErrorStream(true).redirectOutput(work.resolve("log").toFile());
      long started = System.nanoTime();
      Process process = builder.start();
      try {
        server.invoke(event);
        double first = (System.nanoTime() - started) / 1e6;
        for (int i = 1; i < invocations; i++) {
          server.invoke(event);
        }
        if (server.puts() < invocations) {
          throw new IOException("Only " + server.puts() + " objects were put");
        }
        return new double[] {first, residentMb(process.pid())};
      } finally {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
        process.destroyForcibly();
      }
    }
  }

  private Map<String, String> environment(String address) {
    return Map.ofEntries(
        Map.entry("PATH", System.getenv("PATH")),
        Map.entry("AWS_LAMBDA_RUNTIME_API", address),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "batch-writer"),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        Map.entry("AWS_REGION", "eu-central-1"),
        Map.entry("AWS_DEFAULT_REGION", "eu-central-1"),
        Map.entry("AWS_ACCESS_KEY_ID", "bench"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "bench"),
        Map.entry("AWS_ENDPOINT_URL", "http://" + address),
        Map.entry("SLUICE_PIPELINE", "windfarm"),
        Map.entry("SLUICE_PIPELINES_DIR", root.resolve("pipelines").toString()),
        Map.entry("SLUICE_BUCKET", "lake"),
        Map.entry("DISABLE_SIGNAL_HANDLERS", "true"),
        Map.entry("LANG", "C.UTF-8"),
        Map.entry("TZ", "UTC"));
  }

  private static double residentMb(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      String line = lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    }
  }

  private void print(List<Way> ways, int rounds) throws IOException {
    double jvm = ways.stream().filter(way -> way.name().equals("JVM")).findFirst().get().median();
    System.out.printf(
        Locale.ROOT,
        "batch-writer-fn, %d records a batch; median of %d starts, memory after %,d batches%n",
        RECORDS,
        rounds,
        INVOCATIONS);
    System.out.printf(
        "%-18s %12s %8s %14s %10s%n", "", "first ms", "of JVM", "resident MB", "zip MB");
    for (Way way : ways) {
      System.out.printf(
          Locale.ROOT,
          "%-18s %12.0f %8.2f %14.0f %10s%n",
          way.name(),
          way.median(),
          way.median() / jvm,
          way.memory().get(0),
          size(way));
    }
  }

  private String size(Way way) throws IOException {
    if (way.name().startsWith("Python")) {
      return "-";
    }
    Path zip = way.name().equals("native") ? artefact.nativeZip() : artefact.jvmZip();
    return String.format(Locale.ROOT, "%.1f", Files.size(zip) / 1e6);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
