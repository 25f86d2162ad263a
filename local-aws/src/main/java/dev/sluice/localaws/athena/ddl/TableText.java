package dev.sluice.localaws.athena.ddl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The statement that makes a table, as SHOW CREATE TABLE writes it: it can be run. */
final class TableText {
  private final ObjectNode table;
  private final String name;
  private final List<String> lines = new ArrayList<>();

  TableText(ObjectNode table, String name) {
    this.table = table;
    this.name = name;
  }

  List<String> lines() {
    lines.add("CREATE EXTERNAL TABLE `" + name + "`(");
    columns(table.at("/StorageDescriptor/Columns"));
    Map<String, String> parameters = sorted(table.path("Parameters"));
    parameters.remove("EXTERNAL");
    String comment = parameters.remove("comment");
    if (comment != null) {
      lines.add("COMMENT " + quoted(comment));
    }
    if (!table.path("PartitionKeys").isEmpty()) {
      lines.add("PARTITIONED BY ( ");
      columns(table.path("PartitionKeys"));
    }
    buckets();
    storage();
    pairs("TBLPROPERTIES (", parameters, ")");
    return lines;
  }

  private void columns(JsonNode columns) {
    int left = columns.size();
    for (JsonNode column : columns) {
      left -= 1;
      String comment = column.path("Comment").asText("");
      lines.add(
          "  `%s` %s%s%s"
              .formatted(
                  column.path("Name").asText(),
                  column.path("Type").asText(),
                  comment.isEmpty() ? "" : " COMMENT " + quoted(comment),
                  left > 0 ? ", " : ")"));
    }
  }

  private void buckets() {
    List<String> columns = new ArrayList<>();
    table.at("/StorageDescriptor/BucketColumns").forEach(c -> columns.add(c.asText()));
    if (!columns.isEmpty()) {
      lines.add("CLUSTERED BY ( ");
      lines.add("  " + String.join(", \n  ", columns) + ") ");
      lines.add("INTO " + table.at("/StorageDescriptor/NumberOfBuckets").asText() + " BUCKETS");
    }
  }

  private void storage() {
    JsonNode storage = table.path("StorageDescriptor");
    lines.add("ROW FORMAT SERDE ");
    lines.add("  " + quoted(storage.at("/SerdeInfo/SerializationLibrary").asText()) + " ");
    pairs("WITH SERDEPROPERTIES ( ", sorted(storage.at("/SerdeInfo/Parameters")), ") ");
    lines.add("STORED AS INPUTFORMAT ");
    lines.add("  " + quoted(storage.path("InputFormat").asText()) + " ");
    lines.add("OUTPUTFORMAT ");
    lines.add("  " + quoted(storage.path("OutputFormat").asText()));
    lines.add("LOCATION");
    lines.add("  " + quoted(storage.path("Location").asText()));
  }

  private void pairs(String head, Map<String, String> pairs, String tail) {
    if (pairs.isEmpty()) {
      return;
    }
    lines.add(head);
    int left = pairs.size();
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      left -= 1;
      lines.add(
          "  %s=%s%s"
              .formatted(quoted(pair.getKey()), quoted(pair.getValue()), left > 0 ? ", " : tail));
    }
  }

  private static Map<String, String> sorted(JsonNode object) {
    Map<String, String> sorted = new TreeMap<>();
    object.properties().forEach(one -> sorted.put(one.getKey(), one.getValue().asText()));
    return sorted;
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '\'', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> quoted.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return quoted.append('\'').toString();
  }
}
