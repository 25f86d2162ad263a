package dev.sluice.localaws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The catalog's files: a folder per database with {@code _database.json} and a file per table. */
final class CatalogFiles {
  private static final String DATABASE_FILE = "_database.json";

  private final Path directory;
  private final JsonMapper json = new JsonMapper();

  CatalogFiles(Path directory) {
    this.directory = directory;
  }

  void saveDatabase(String name, ObjectNode database) {
    save(folder(name).resolve(DATABASE_FILE), database);
  }

  void saveTable(String database, CatalogTable table) {
    ObjectNode file = json.createObjectNode();
    file.set("table", table.definition());
    table.partitionArray(file.putArray("partitions"));
    save(tableFile(database, table.name()), file);
  }

  void deleteTable(String database, String table) {
    delete(tableFile(database, table));
  }

  void deleteDatabase(String name) {
    try (Stream<Path> files = Files.walk(folder(name))) {
      files.sorted(Comparator.reverseOrder()).forEach(CatalogFiles::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't delete the catalog's folder " + folder(name), e);
    }
  }

  List<ObjectNode> databases() {
    return children(directory, "_database").stream().map(this::read).toList();
  }

  List<CatalogTable> tables(String database) {
    return children(folder(database), "").stream()
        .map(this::read)
        .map(file -> new CatalogTable((ObjectNode) file.path("table"), file.path("partitions")))
        .toList();
  }

  private List<Path> children(Path parent, String kind) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    boolean databases = !kind.isEmpty();
    try (Stream<Path> files = Files.list(parent)) {
      return files
          .map(path -> databases ? path.resolve(DATABASE_FILE) : path)
          .filter(path -> path.toString().endsWith(".json"))
          .filter(path -> databases == path.endsWith(DATABASE_FILE) && Files.isRegularFile(path))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't list the catalog's folder " + parent, e);
    }
  }

  private ObjectNode read(Path file) {
    try {
      JsonNode content = json.readTree(file.toFile());
      if (content instanceof ObjectNode object) {
        return object;
      }
      throw new IOException("not a JSON object");
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the catalog's file " + file, e);
    }
  }

  private void save(Path file, ObjectNode content) {
    try {
      Files.createDirectories(file.getParent());
      Path draft = file.resolveSibling(file.getFileName() + ".draft");
      json.writerWithDefaultPrettyPrinter().writeValue(draft.toFile(), content);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write the catalog's file " + file, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't delete the catalog's file " + file, e);
    }
  }

  private Path tableFile(String database, String table) {
    return folder(database).resolve(encode(table) + ".json");
  }

  private Path folder(String database) {
    return directory.resolve(encode(database));
  }

  /** A table named {@code _database} must not meet the database's own file, so _ leads encoded. */
  private static String encode(String name) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace(".", "%2E");
    return encoded.startsWith("_") ? "%5F" + encoded.substring(1) : encoded;
  }
}
