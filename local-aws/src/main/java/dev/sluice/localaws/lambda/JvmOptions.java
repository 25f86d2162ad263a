package dev.sluice.localaws.lambda;

import dev.sluice.localaws.lambda.ArtefactCache.Artefact;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The command line of a JVM function: Amazon's runtime client in a small JVM. */
final class JvmOptions {
  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private final FunctionSpec spec;
  private final HostSettings settings;
  private final Artefact artefact;

  JvmOptions(FunctionSpec spec, HostSettings settings, Artefact artefact) {
    this.spec = spec;
    this.settings = settings;
    this.artefact = artefact;
  }

  List<String> command(List<String> archiveOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:-UsePerfData",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30",
            "-Xms16m",
            "-Xmx" + settings.heapMb(spec) + "m",
            "-Xss512k",
            // Else each process has a copy of its own of all archived classes. A later JDK may not
            // know the option, and functions start without it, too.
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0"));
    command.addAll(archiveOptions);
    List<Path> client = client();
    RuntimeLibrary.option(client, settings.directory().resolve("run")).ifPresent(command::add);
    command.addAll(List.of("-cp", classPath(client), MAIN, spec.code().handler()));
    return command;
  }

  private List<Path> client() {
    List<Path> client = jars(settings.runtimeClient());
    if (client.isEmpty()) {
      throw new UncheckedIOException(
          new IOException(
              "There are no jars of the Lambda runtime client in %s: build local-aws"
                  .formatted(settings.runtimeClient())));
    }
    return client;
  }

  private String classPath(List<Path> client) {
    List<Path> entries = new ArrayList<>();
    entries.add(artefact.codeJar());
    entries.addAll(jars(artefact.root().resolve("lib")));
    requireHandler(entries);
    entries.addAll(client);
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** The runtime client would only notice at the first invocation. */
  private void requireHandler(List<Path> code) {
    String type = spec.code().handler().split("::", 2)[0];
    String resource = type.replace('.', '/') + ".class";
    try {
      for (Path jar : code) {
        try (ZipFile entries = new ZipFile(jar.toFile())) {
          if (entries.getEntry(resource) != null) {
            return;
          }
        }
      }
      throw new IOException(
          "Function %s: class %s is missing in %s. Correct its Handler in the template"
              .formatted(spec.name(), type, spec.code().artefact()));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static List<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
