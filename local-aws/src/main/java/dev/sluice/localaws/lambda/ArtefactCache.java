package dev.sluice.localaws.lambda;

import dev.sluice.localaws.store.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Unpacked function zips by their checksum, so that a zip is unpacked once, not at every start.
 *
 * <p>What is not in {@code lib/} is also packed into one jar: a class data archive takes classes of
 * jars only, none of directories.
 */
final class ArtefactCache {
  private final Path directory;

  ArtefactCache(Path directory) {
    this.directory = directory;
  }

  /**
   * A zip's contents.
   *
   * @param checksum of the zip
   * @param root what Lambda shows as {@code /var/task}
   * @param codeJar what is not in {@code lib/}
   */
  record Artefact(String checksum, Path root, Path codeJar) {}

  synchronized Artefact unpack(Path zip) {
    try {
      String checksum = checksum(zip);
      Path home = directory.resolve(checksum);
      if (!Files.isDirectory(home)) {
        Files.createDirectories(directory);
        Path fresh = Files.createTempDirectory(directory, "unpacking");
        unpack(zip, fresh);
        moveIntoPlace(fresh, home);
      }
      return new Artefact(checksum, home.resolve("task"), home.resolve("code.jar"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack " + zip + " into " + directory, e);
    }
  }

  /**
   * Another lake on this machine may have unpacked the same zip meanwhile: then that one stays. The
   * JDK has no exception of its own for an atomic move onto a folder with files.
   */
  private static void moveIntoPlace(Path fresh, Path home) throws IOException {
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(home)) {
        throw e;
      }
      Folder.delete(fresh);
    }
  }

  private static void unpack(Path zip, Path home) throws IOException {
    Path root = Files.createDirectories(home.resolve("task"));
    try (ZipFile file = new ZipFile(zip.toFile());
        OutputStream code = Files.newOutputStream(home.resolve("code.jar"));
        JarOutputStream codeJar = new JarOutputStream(code)) {
      codeJar.setLevel(0);
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory()) {
          unpack(file, entry, root, codeJar);
        }
      }
    }
    Path bootstrap = root.resolve("bootstrap");
    if (Files.exists(bootstrap) && !bootstrap.toFile().setExecutable(true)) {
      throw new IOException("Cannot make " + bootstrap + " executable");
    }
  }

  private static void unpack(ZipFile file, ZipEntry entry, Path root, JarOutputStream codeJar)
      throws IOException {
    Path target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("The entry " + entry.getName() + " points out of the zip");
    }
    Files.createDirectories(target.getParent());
    try (InputStream content = file.getInputStream(entry)) {
      Files.copy(content, target);
    }
    if (!entry.getName().startsWith("lib/") && !entry.getName().equals("bootstrap")) {
      ZipEntry copy = new ZipEntry(entry.getName());
      copy.setTime(entry.getTime());
      codeJar.putNextEntry(copy);
      Files.copy(target, codeJar);
      codeJar.closeEntry();
    }
  }

  private static String checksum(Path zip) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        Files.copy(zip, sink);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
