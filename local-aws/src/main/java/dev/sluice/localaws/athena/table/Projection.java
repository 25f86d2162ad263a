package dev.sluice.localaws.athena.table;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.store.LakeFiles;
import dev.sluice.localaws.store.LakeFiles.LakeFile;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Partition projection: finds a table's files by its properties instead of the catalog's
 * partitions. Athena writes out every projected location and looks whether it exists; here the
 * existing files are matched with the location's template and the ranges, which gives the same
 * files.
 */
final class Projection {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

  private final LakeTable table;
  private final Map<String, ProjectedColumn> columns;
  private final List<String> groups = new ArrayList<>();
  private final Pattern keys;
  private final S3Location base;

  private Projection(LakeTable table, Map<String, ProjectedColumn> columns)
      throws QueryFailedException {
    this.table = table;
    this.columns = columns;
    S3Location template = template(table);
    String key = template.key();
    StringBuilder pattern = new StringBuilder();
    Matcher variables = VARIABLE.matcher(key);
    int end = 0;
    while (variables.find()) {
      pattern.append(Pattern.quote(key.substring(end, variables.start())));
      pattern.append(group(variables.group(1)));
      end = variables.end();
    }
    pattern.append(Pattern.quote(key.substring(end))).append(".*");
    this.keys = Pattern.compile(pattern.toString());
    int start = key.indexOf("${");
    this.base = new S3Location(template.bucket(), start < 0 ? key : key.substring(0, start));
  }

  static Optional<Projection> of(LakeTable table, Clock clock) throws QueryFailedException {
    if (!"true".equalsIgnoreCase(table.parameters().getOrDefault("projection.enabled", "").trim())
        || table.keys().isEmpty()) {
      return Optional.empty();
    }
    Map<String, ProjectedColumn> columns = new LinkedHashMap<>();
    for (LakeTable.Column key : table.keys()) {
      columns.put(key.name(), new ProjectionProperties(table, key.name(), clock).column());
    }
    return Optional.of(new Projection(table, columns));
  }

  List<PartitionFile> files(LakeFiles files) throws IOException {
    List<PartitionFile> found = new ArrayList<>();
    for (LakeFile file : files.list(base.bucket(), base.key())) {
      values(file.key()).ifPresent(values -> found.add(new PartitionFile(file, values)));
    }
    return found;
  }

  private Optional<List<String>> values(String key) {
    Matcher matcher = keys.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      String value = matcher.group(i + 1);
      String before = values.put(groups.get(i), value);
      if ((before != null && !before.equals(value)) || !columns.get(groups.get(i)).covers(value)) {
        return Optional.empty();
      }
    }
    return Optional.of(table.keys().stream().map(column -> values.get(column.name())).toList());
  }

  private String group(String column) throws QueryFailedException {
    ProjectedColumn projected = columns.get(column);
    if (projected == null) {
      throw ProjectionProperties.invalid(
          table, "storage.location.template names ${" + column + "}, which is not a partition key");
    }
    groups.add(column);
    return "([^/]+" + "/[^/]+".repeat(projected.slashes()) + ")";
  }

  private static S3Location template(LakeTable table) throws QueryFailedException {
    String given = table.parameters().get("storage.location.template");
    if (given == null) {
      StringBuilder hive = new StringBuilder(table.location().folder().toString());
      table.keys().forEach(key -> hive.append(key.name() + "=${" + key.name() + "}/"));
      return S3Location.parse(hive.toString());
    }
    for (LakeTable.Column key : table.keys()) {
      if (!given.contains("${" + key.name() + "}")) {
        throw ProjectionProperties.invalid(
            table, "storage.location.template lacks ${" + key.name() + "}");
      }
    }
    return LakeTable.location(table.name(), given).folder();
  }
}
