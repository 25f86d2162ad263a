package dev.sluice.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The packages of batch-writer-fn, unpacked, and the command lines that start them. */
final class FunctionPackage {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String HANDLER =
      "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

  private final Path root;
  private final Path work;

  FunctionPackage(Path root, Path work) {
    this.root = root;
    this.work = work;
  }

  Path jvmZip() {
    return root.resolve("batch-writer-fn/target/function.zip");
  }

  Path nativeZip() {
    return root.resolve("batch-writer-fn/target/native/function.zip");
  }

  List<String> nativeCommand() throws IOException {
    Path bootstrap = unpack(nativeZip(), "native").resolve("bootstrap");
    if (!Files.exists(bootstrap) || !bootstrap.toFile().setExecutable(true)) {
      throw new IOException(nativeZip() + " has no bootstrap");
    }
    return List.of(bootstrap.toString());
  }

  /** With the options that the template sets, and more of them. */
  List<String> jvmCommand(List<String> options) throws IOException {
    Path code = unpack(jvmZip(), "jvm");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1", "-Xmx320m"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(code), CLIENT, HANDLER));
    return command;
  }

  List<String> pythonCommand() {
    return List.of("python3", root.resolve("bench/python/batch_writer.py").toString());
  }

  /** Jars alone, since a class data archive takes no folders. */
  private String classPath(Path code) throws IOException {
    Path ownJar = work.resolve("code.jar");
    if (!Files.exists(ownJar)) {
      CodeJar.pack(code, ownJar);
    }
    List<Path> jars = new ArrayList<>(List.of(ownJar));
    jars.addAll(jars(code.resolve("lib")));
    jars.addAll(jars(root.resolve("local-aws/target/lambda-runtime")));
    return String.join(":", jars.stream().map(Path::toString).toList());
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private Path unpack(Path zip, String name) throws IOException {
    Path folder = work.resolve(name);
    if (Files.exists(folder)) {
      return folder;
    }
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          copy(in, folder.resolve(entry.getName()));
        }
      }
    }
    return folder;
  }

  private static void copy(InputStream in, Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.copy(in, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
