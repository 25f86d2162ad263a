package dev.sluice.localaws.athena.ddl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code PARTITION (key = value, …)}: values of some or all of a table's partition keys. */
record PartitionSpec(Map<String, String> values) {
  private static final String ESCAPED = "\"#%'*/:=?\\{[]^";
  private static final Set<String> WHOLE = Set.of("tinyint", "smallint", "int", "bigint");

  static Optional<PartitionSpec> readIf(Tokens tokens) throws QueryFailedException {
    return tokens.is("PARTITION") ? Optional.of(read(tokens)) : Optional.empty();
  }

  static PartitionSpec read(Tokens tokens) throws QueryFailedException {
    Map<String, String> values = new LinkedHashMap<>();
    tokens.expect("PARTITION", "(");
    do {
      String key = tokens.name();
      tokens.expect("=");
      values.put(key, tokens.constant());
    } while (tokens.take(","));
    tokens.expect(")");
    return new PartitionSpec(values);
  }

  /** The values in the order of the table's keys; every key must have one. */
  List<String> all(JsonNode table) throws QueryFailedException {
    check(table);
    List<String> found = new ArrayList<>();
    for (JsonNode key : table.path("PartitionKeys")) {
      String value = values.get(key.path("Name").asText());
      if (value == null) {
        throw DdlErrors.semantic(
            0,
            "partition spec %s doesn't contain all (%d) partition columns"
                .formatted(values, table.path("PartitionKeys").size()));
      }
      checkType(key, value);
      found.add(value);
    }
    return found;
  }

  private static void checkType(JsonNode key, String value) throws QueryFailedException {
    String type = key.path("Type").asText().toLowerCase(Locale.ROOT);
    boolean fits =
        WHOLE.contains(type)
            ? value.matches("-?\\d+")
            : !type.equals("date") || value.matches("\\d{4}-\\d{2}-\\d{2}");
    if (!fits) {
      throw DdlErrors.semantic(
          10248,
          "Cannot add partition column %s of type string as it cannot be converted to type %s: '%s'"
              .formatted(key.path("Name").asText(), type, value));
    }
  }

  /** Throws if the table is not partitioned or lacks one of the keys. */
  void check(JsonNode table) throws QueryFailedException {
    Set<String> keys = new java.util.HashSet<>();
    table.path("PartitionKeys").forEach(key -> keys.add(key.path("Name").asText()));
    if (keys.isEmpty()) {
      throw DdlErrors.semantic(0, "table is not partitioned but partition spec exists: " + values);
    }
    for (String key : values.keySet()) {
      if (!keys.contains(key)) {
        throw DdlErrors.semantic(
            10098, "Non-Partition column appears in the partition specification: " + key);
      }
    }
  }

  /** Whether a partition's values are those, as far as they are given. */
  boolean fits(List<String> keys, List<String> partition) {
    for (int i = 0; i < keys.size(); i++) {
      String wanted = values.get(keys.get(i));
      if (wanted != null && !wanted.equals(partition.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** {@code year=2026/month=06}, as Hive names folders. */
  static String path(List<String> keys, List<String> values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      parts.add(escape(keys.get(i)) + "=" + escape(values.get(i)));
    }
    return String.join("/", parts);
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      boolean plain = c >= ' ' && c != 0x7F && ESCAPED.indexOf(c) < 0;
      escaped.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return escaped.toString();
  }

  /** The values in a folder's name; empty if it is no folder of a partition of those keys. */
  static Optional<List<String>> parse(List<String> keys, String path) {
    String[] parts = path.split("/");
    List<String> values = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      int equals = i < parts.length ? parts[i].indexOf('=') : -1;
      if (equals < 0
          || equals == parts[i].length() - 1
          || !unescape(parts[i].substring(0, equals)).equalsIgnoreCase(keys.get(i))) {
        return Optional.empty();
      }
      values.add(unescape(parts[i].substring(equals + 1)));
    }
    return Optional.of(values);
  }

  private static String unescape(String text) {
    return java.util.regex.Pattern.compile("%([0-9A-Fa-f]{2})")
        .matcher(text)
        .replaceAll(
            code ->
                java.util.regex.Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(code.group(1), 16))));
  }
}
