package dev.sluice.localaws.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The native library of Amazon's runtime client. Left alone, the client copies it over {@code
 * /tmp/.libaws-lambda-jni.so} at each start; a function that has the file mapped at that moment
 * dies of a SIGBUS. So each lake gives its functions a copy that nobody writes to.
 */
final class RuntimeLibrary {
  private static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private RuntimeLibrary() {}

  /** The JVM's option that names the copy; none if the client has no library for this machine. */
  static Optional<String> option(List<Path> client, Path folder) {
    try {
      for (Path jar : client) {
        try (ZipFile entries = new ZipFile(jar.toFile())) {
          ZipEntry library = entries.getEntry("jni/libaws-lambda-jni." + machine() + ".so");
          if (library != null) {
            Path copy = folder.resolve(jar.getFileName().toString().replace(".jar", ".so"));
            if (!Files.exists(copy)) {
              put(entries.getInputStream(library), copy);
            }
            return Optional.of("-D" + PROPERTY + "=" + copy);
          }
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(InputStream content, Path copy) throws IOException {
    Path draft = Files.createTempFile(Files.createDirectories(copy.getParent()), "library", "");
    try (content) {
      Files.copy(content, draft, StandardCopyOption.REPLACE_EXISTING);
      Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static String machine() {
    String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    boolean musl = Files.exists(Path.of("/lib/ld-musl-" + processor + ".so.1"));
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return system + (musl ? "_musl-" : "-") + processor.replace("aarch64", "aarch_64");
  }
}
