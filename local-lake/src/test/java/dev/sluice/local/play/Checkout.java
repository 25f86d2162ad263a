package dev.sluice.local.play;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A checkout of a test's own, with the built functions of the real one, for other pipelines. */
final class Checkout implements AutoCloseable {
  private static final List<String> FUNCTIONS =
      List.of("producer-fn", "consumer-fn", "batch-writer-fn", "etl-trigger-fn");

  final Path root;
  private final List<Path> links = new ArrayList<>();

  private Checkout(Path root) {
    this.root = root;
  }

  static Checkout in(Path folder) throws IOException {
    Checkout checkout = new Checkout(Files.createDirectories(folder).toRealPath());
    checkout.copy("sam/template.yaml");
    checkout.copy("sam/samconfig.toml");
    try (Stream<Path> files = Files.walk(PlayedLake.CHECKOUT.resolve("pipelines"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        checkout.copy(PlayedLake.CHECKOUT.relativize(file).toString());
      }
    }
    for (String function : FUNCTIONS) {
      checkout.link(function + "/target/function.zip");
    }
    checkout.link("local-aws/target/lambda-runtime");
    checkout.link(".sluice/cache");
    return checkout;
  }

  private void copy(String file) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.copy(PlayedLake.CHECKOUT.resolve(file), root.resolve(file));
  }

  private void link(String file) throws IOException {
    Path target = PlayedLake.CHECKOUT.resolve(file);
    if (Files.notExists(target)) {
      Files.createDirectories(target); // the cache, before the first function was unpacked
    }
    Files.createDirectories(root.resolve(file).getParent());
    links.add(Files.createSymbolicLink(root.resolve(file), target));
  }

  /** Puts another content into the place of a link. */
  void replace(String file, String content) throws IOException {
    Files.delete(root.resolve(file));
    links.remove(root.resolve(file));
    Files.writeString(root.resolve(file), content);
  }

  /** Changes a text in a copied file. */
  void edit(String file, String text, String replacement) throws IOException {
    String content = Files.readString(root.resolve(file));
    if (!content.contains(text)) {
      throw new IllegalArgumentException(file + " has no '" + text + "'");
    }
    Files.writeString(root.resolve(file), content.replace(text, replacement));
  }

  /** What the command line prints, run in this checkout by a process of its own. */
  Outcome sluice(String... arguments) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Stream<String> command =
        Stream.of(
            java.toString(),
            "-Dsluice.root=" + root,
            "-cp",
            System.getProperty("java.class.path"),
            "dev.sluice.local.cli.Sluice");
    Process process =
        new ProcessBuilder(Stream.concat(command, Stream.of(arguments)).toList())
            .directory(root.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), output);
  }

  /** Takes the links away, so that nothing beyond them can be deleted with the folder. */
  @Override
  public void close() throws IOException {
    for (Path link : links) {
      Files.delete(link);
    }
  }

  /** How a command ended. */
  record Outcome(int exitCode, String output) {}
}
