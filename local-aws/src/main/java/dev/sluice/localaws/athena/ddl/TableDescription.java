package dev.sluice.localaws.athena.ddl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import dev.sluice.localaws.athena.table.HiveType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** DESCRIBE of a table. */
final class TableDescription {
  private static final String EMPTY = "\t \t ";
  private static final String HEADER =
      TextResult.line("# col_name            ", "data_type", "comment");

  private final ObjectNode table;
  private final List<String> lines = new ArrayList<>();

  TableDescription(ObjectNode table) {
    this.table = table;
  }

  static QueryResult ofView(ObjectNode view) throws QueryFailedException {
    List<String> lines = new ArrayList<>();
    for (JsonNode column : view.at("/StorageDescriptor/Columns")) {
      lines.add(column.path("Name").asText() + "\t" + HiveType.trino(column.path("Type").asText()));
    }
    return TextResult.ofTrino(List.of("column", "type"), lines);
  }

  List<String> plain() {
    columns("/StorageDescriptor/Columns");
    columns("/PartitionKeys");
    if (!table.path("PartitionKeys").isEmpty()) {
      partitionHeader();
      columns("/PartitionKeys");
    }
    return lines;
  }

  List<String> extended() {
    plain();
    lines.add(EMPTY);
    lines.add("Detailed Table Information\t" + table.toString().replace("\t", " ") + "\t");
    return lines;
  }

  List<String> formatted() {
    lines.add(HEADER);
    lines.add(EMPTY);
    columns("/StorageDescriptor/Columns");
    if (!table.path("PartitionKeys").isEmpty()) {
      partitionHeader();
      columns("/PartitionKeys");
    }
    title("# Detailed Table Information");
    fact("Database:", table.path("DatabaseName"));
    fact("Owner:", table.path("Owner"));
    long created = (long) (table.path("CreateTime").asDouble() * 1000);
    lines.add(TextResult.padded("CreateTime:") + "\t" + Instant.ofEpochMilli(created) + "\t ");
    lines.add(TextResult.padded("LastAccessTime:") + "\t" + TextResult.padded("UNKNOWN") + "\t ");
    fact("Retention:", table.path("Retention"));
    fact("Location:", table.at("/StorageDescriptor/Location"));
    fact("Table Type:", table.path("TableType"));
    parameters("Table Parameters:", table.path("Parameters"));
    title("# Storage Information");
    storage();
    return lines;
  }

  private void storage() {
    JsonNode storage = table.path("StorageDescriptor");
    fact("SerDe Library:", storage.at("/SerdeInfo/SerializationLibrary"));
    fact("InputFormat:", storage.path("InputFormat"));
    fact("OutputFormat:", storage.path("OutputFormat"));
    boolean compressed = storage.path("Compressed").asBoolean();
    lines.add(
        TextResult.padded("Compressed:")
            + "\t"
            + TextResult.padded(compressed ? "Yes" : "No")
            + "\t ");
    fact("Num Buckets:", storage.path("NumberOfBuckets"));
    parameters("Storage Desc Params:", storage.at("/SerdeInfo/Parameters"));
  }

  private void partitionHeader() {
    title("# Partition Information");
    lines.add(HEADER);
    lines.add(EMPTY);
  }

  private void title(String title) {
    lines.add(EMPTY);
    lines.add(title + EMPTY);
  }

  private void columns(String kind) {
    for (JsonNode column : table.at(kind)) {
      lines.add(
          TextResult.line(
              column.path("Name").asText(),
              column.path("Type").asText(),
              column.path("Comment").asText("")));
    }
  }

  private void fact(String name, JsonNode value) {
    lines.add(TextResult.padded(name) + "\t" + TextResult.padded(value.asText("")) + "\t ");
  }

  private void parameters(String title, JsonNode parameters) {
    lines.add(title + EMPTY);
    parameters
        .properties()
        .forEach(
            one ->
                lines.add(
                    "\t"
                        + TextResult.padded(one.getKey())
                        + "\t"
                        + TextResult.padded(one.getValue().asText())));
  }
}
