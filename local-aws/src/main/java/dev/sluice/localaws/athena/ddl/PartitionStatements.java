package dev.sluice.localaws.athena.ddl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.LakeFiles.LakeFile;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** ALTER TABLE ADD, DROP and RENAME PARTITION, and MSCK REPAIR TABLE. */
final class PartitionStatements {
  private final Metastore metastore;
  private final LakeFiles files;

  PartitionStatements(Metastore metastore, LakeFiles files) {
    this.metastore = metastore;
    this.files = files;
  }

  /** Behind ALTER TABLE … ADD. */
  Change add(Tokens tokens, ObjectName name) throws QueryFailedException {
    boolean quiet = tokens.takeIf("NOT", "EXISTS");
    Map<PartitionSpec, Optional<String>> wanted = new LinkedHashMap<>();
    do {
      PartitionSpec spec = PartitionSpec.read(tokens);
      Optional<String> location = Optional.empty();
      if (tokens.take("LOCATION")) {
        String place = tokens.place();
        location = Optional.of(tokens.text());
        Metastore.location(location.get(), place);
      }
      wanted.put(spec, location);
    } while (tokens.is("PARTITION"));
    return () -> {
      ObjectNode table = metastore.table(name);
      Map<List<String>, ObjectNode> added = new LinkedHashMap<>();
      for (Map.Entry<PartitionSpec, Optional<String>> one : wanted.entrySet()) {
        List<String> values = one.getKey().all(table);
        boolean exists = find(name, values).isPresent() || added.containsKey(values);
        if (exists && !quiet) {
          throw DdlErrors.execution(
              "AlreadyExistsException(message:Partition already exists: %s)".formatted(values));
        }
        if (!exists) {
          added.put(values, partition(table, values, one.getValue()));
        }
      }
      put(name, List.copyOf(added.values()), List.of());
    };
  }

  private void put(ObjectName name, List<ObjectNode> put, List<List<String>> removed) {
    metastore.catalog().changePartitions(name.database(), name.name(), put, removed);
  }

  private Optional<ObjectNode> find(ObjectName name, List<String> values) {
    return metastore.catalog().partitions(name.database(), name.name()).stream()
        .filter(partition -> values(partition).equals(values))
        .findAny();
  }

  static List<String> values(JsonNode partition) {
    List<String> values = new ArrayList<>();
    partition.path("Values").forEach(value -> values.add(value.asText()));
    return values;
  }

  private ObjectNode partition(ObjectNode table, List<String> values, Optional<String> location) {
    ObjectNode partition = JsonNodeFactory.instance.objectNode();
    values.forEach(partition.putArray("Values")::add);
    ObjectNode storage = table.path("StorageDescriptor").deepCopy();
    String home = storage.path("Location").asText();
    String folder = home + (home.endsWith("/") ? "" : "/");
    storage.put(
        "Location", location.orElse(folder + PartitionSpec.path(metastore.keys(table), values)));
    partition.set("StorageDescriptor", storage);
    partition.putObject("Parameters").put("transient_lastDdlTime", metastore.time());
    return partition;
  }

  /** Behind ALTER TABLE … DROP. */
  Change drop(Tokens tokens, ObjectName name) throws QueryFailedException {
    boolean quiet = tokens.takeIf("EXISTS");
    List<PartitionSpec> specs = new ArrayList<>();
    do {
      specs.add(PartitionSpec.read(tokens));
    } while (tokens.take(","));
    tokens.take("PURGE");
    return () -> {
      ObjectNode table = metastore.table(name);
      List<String> keys = metastore.keys(table);
      List<ObjectNode> all = metastore.catalog().partitions(name.database(), name.name());
      List<List<String>> removed = new ArrayList<>();
      for (PartitionSpec spec : specs) {
        spec.check(table);
        List<List<String>> found =
            all.stream()
                .map(PartitionStatements::values)
                .filter(values -> spec.fits(keys, values))
                .toList();
        if (found.isEmpty() && !quiet) {
          throw DdlErrors.semantic(10006, "Partition not found " + spec.values());
        }
        removed.addAll(found);
      }
      put(name, List.of(), removed);
    };
  }

  /** Behind ALTER TABLE … PARTITION (…) RENAME TO. */
  Change rename(Tokens tokens, ObjectName name, PartitionSpec old) throws QueryFailedException {
    PartitionSpec renamed = PartitionSpec.read(tokens);
    return () -> {
      ObjectNode table = metastore.table(name);
      List<String> from = old.all(table);
      List<String> to = renamed.all(table);
      ObjectNode partition = mustHave(name, from);
      if (find(name, to).isPresent()) {
        throw DdlErrors.execution("Unable to rename partition: partition already exists: " + to);
      }
      to.forEach(partition.putArray("Values")::add);
      put(name, List.of(partition), List.of(from));
    };
  }

  ObjectNode mustHave(ObjectName name, List<String> values) throws QueryFailedException {
    return find(name, values)
        .orElseThrow(() -> DdlErrors.semantic(10006, "Partition not found " + values));
  }

  /** Sets the location of one partition; the others stay. */
  void move(ObjectName name, PartitionSpec spec, String location) throws QueryFailedException {
    ObjectNode partition = mustHave(name, spec.all(metastore.table(name)));
    partition.withObject("/StorageDescriptor").put("Location", location);
    put(name, List.of(partition), List.of());
  }

  /** Adds the partitions whose folders lie below the table's location; the lines that say so. */
  List<String> repair(ObjectName name) throws QueryFailedException, IOException {
    ObjectNode table = metastore.table(name);
    List<String> keys = metastore.keys(table);
    if (keys.isEmpty()) {
      return List.of();
    }
    Map<String, List<String>> missing = folders(table, keys);
    for (JsonNode known : metastore.catalog().partitions(name.database(), name.name())) {
      missing.remove(PartitionSpec.path(keys, values(known)));
    }
    if (missing.isEmpty()) {
      return List.of();
    }
    List<ObjectNode> added = new ArrayList<>();
    StringBuilder all = new StringBuilder("Partitions not in metastore:");
    List<String> lines = new ArrayList<>();
    missing.forEach(
        (path, values) -> {
          added.add(partition(table, values, Optional.empty()));
          all.append('\t').append(name.name()).append(':').append(path);
          lines.add("Repair: Added partition to metastore " + name.name() + ":" + path);
        });
    put(name, added, List.of());
    lines.add(0, all.toString());
    return lines;
  }

  private Map<String, List<String>> folders(ObjectNode table, List<String> keys)
      throws IOException, QueryFailedException {
    S3Location home =
        Metastore.location(table.path("StorageDescriptor").path("Location").asText(), "").folder();
    Map<String, List<String>> folders = new TreeMap<>();
    for (LakeFile file : files.list(home.bucket(), home.key())) {
      String path = file.key().substring(home.key().length());
      if (!file.hidden() && path.chars().filter(c -> c == '/').count() >= keys.size()) {
        PartitionSpec.parse(keys, path)
            .ifPresent(values -> folders.put(PartitionSpec.path(keys, values), values));
      }
    }
    return folders;
  }
}
