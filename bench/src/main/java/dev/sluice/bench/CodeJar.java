package dev.sluice.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The classes of an unpacked function that lie beside its {@code lib/}, as one jar. */
final class CodeJar {
  private CodeJar() {}

  static void pack(Path code, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Path entry : entries(code)) {
        out.putNextEntry(new ZipEntry(code.relativize(entry).toString()));
        Files.copy(entry, out);
        out.closeEntry();
      }
    }
  }

  private static List<Path> entries(Path code) throws IOException {
    try (Stream<Path> files = Files.walk(code)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(code.resolve("lib")))
          .sorted()
          .toList();
    }
  }
}
