package dev.sluice.core.definition;

import dev.sluice.core.definition.yaml.Problems;
import dev.sluice.core.definition.yaml.Settings;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.definition.yaml.YamlReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A pipeline's definition in one piece, its file {@code NAME.yaml} and its folder {@code NAME/}, so
 * that a job far from the functions works by the very same one.
 */
public final class DefinitionArchive {
  private DefinitionArchive() {}

  /** Packs it as a zip. The same files give the same bytes. */
  public static byte[] pack(Path folder, String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Path file : files(folder, name)) {
        ZipEntry entry = new ZipEntry(path(folder, file));
        zip.putNextEntry(entry.setLastModifiedTime(FileTime.fromMillis(0)));
        Files.copy(file, zip);
      }
    }
    return bytes.toByteArray();
  }

  /** The definition, what lies in the folder of its name, and what it names of other folders. */
  private static List<Path> files(Path folder, String name) throws IOException {
    Path definition = folder.resolve(name + ".yaml");
    Set<Path> others = new TreeSet<>(named(folder, Files.readString(definition)));
    Path own = folder.resolve(name);
    if (Files.isDirectory(own)) {
      try (Stream<Path> below = Files.walk(own)) {
        below.filter(Files::isRegularFile).forEach(others::add);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    others.remove(definition);
    return Stream.concat(Stream.of(definition), others.stream()).toList();
  }

  /** The files below a folder that are values of a definition. Only they are asked for. */
  private static Set<Path> named(Path folder, String text) {
    return YamlReader.read(text, new Settings(Map.of()), new Problems()).stream()
        .flatMap(DefinitionArchive::texts)
        .filter(value -> value.indexOf('\0') < 0)
        .map(value -> folder.resolve(value).normalize())
        .filter(file -> file.startsWith(folder.normalize()) && Files.isRegularFile(file))
        .map(file -> folder.resolve(folder.normalize().relativize(file)))
        .collect(Collectors.toSet());
  }

  private static Stream<String> texts(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return Stream.of(scalar.text());
    }
    if (node instanceof YamlNode.Sequence list) {
      return list.items().stream().flatMap(DefinitionArchive::texts);
    }
    return node instanceof YamlNode.Mapping mapping
        ? mapping.entries().values().stream().flatMap(entry -> texts(entry.value()))
        : Stream.empty();
  }

  private static String path(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /** Unpacks one into a folder, from which it is then loaded. */
  public static void unpack(byte[] archive, Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = root.resolve(entry.getName()).normalize();
        if (!file.startsWith(root)) {
          throw new IOException("A definition's file lies outside of it: " + entry.getName());
        }
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }
}
