package dev.sluice.etl;

import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.RawLayout.Style;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Location;
import dev.sluice.core.run.port.TableCatalog.CatalogTable;
import dev.sluice.core.run.port.TableCatalog.MadeTable;
import dev.sluice.core.run.port.TableCatalog.RowFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * A table as Athena's own DDL makes it. With partition projection Athena computes the partitions
 * from ranges and looks into each that a query doesn't exclude. The ranges therefore hold the years
 * that are in the lake and no more. Without, it reads the partitions that a crawler registered.
 *
 * @see <a href="https://docs.aws.amazon.com/athena/latest/ug/partition-projection-setting-up.html">
 *     partition projection</a>
 */
final class GlueTableInput {
  /** The parameter of a view that says which pipeline made it: a table's location does. */
  static final String MADE_AS = "made_as";

  /** What statements and declarations set, and crawlers don't. */
  static final String EXTERNAL = "EXTERNAL";

  private static final String VIEW = "VIRTUAL_VIEW";
  private static final String PARQUET = "org.apache.hadoop.hive.ql.io.parquet.";
  private static final Storage PARQUET_FILES =
      new Storage(
          "parquet",
          PARQUET + "MapredParquetInputFormat",
          PARQUET + "MapredParquetOutputFormat",
          PARQUET + "serde.ParquetHiveSerDe");
  private static final Storage JSON_LINES =
      new Storage(
          "json",
          "org.apache.hadoop.mapred.TextInputFormat",
          "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
          "org.openx.data.jsonserde.JsonSerDe");

  private final String bucket;

  GlueTableInput(String bucket) {
    this.bucket = bucket;
  }

  /** How Hive reads and writes files. */
  private record Storage(String classification, String input, String output, String serde) {
    static Storage of(RowFormat format) {
      return switch (format) {
        case PARQUET -> PARQUET_FILES;
        case JSON_LINES -> JSON_LINES;
      };
    }

    StorageDescriptor descriptor(List<Column> columns, String location) {
      return StorageDescriptor.builder()
          .columns(columns)
          .location(location)
          .inputFormat(input)
          .outputFormat(output)
          .serdeInfo(
              info ->
                  info.serializationLibrary(serde).parameters(Map.of("serialization.format", "1")))
          .build();
    }
  }

  TableInput of(CatalogTable table) {
    String location = "s3://" + bucket + "/" + table.location();
    return TableInput.builder()
        .name(unqualified(table.table().name()))
        .tableType("EXTERNAL_TABLE")
        .parameters(parameters(table, location))
        .partitionKeys(
            table.table().partition().stream()
                .map(field -> Column.builder().name(field.columnName()).type("int").build())
                .toList())
        .storageDescriptor(Storage.of(table.format()).descriptor(columns(table.table()), location))
        .build();
  }

  static boolean isView(String tableType) {
    return VIEW.equals(tableType);
  }

  /**
   * A refined table: the columns that the engine gave its rows, all objects in one folder; or a
   * view, as the engine wrote it under the helper's name.
   */
  TableInput of(MadeTable table, Table helper) {
    String location = "s3://" + bucket + "/" + table.location();
    TableInput.Builder input = TableInput.builder().name(unqualified(table.name()));
    if (isView(helper.tableType())) {
      Map<String, String> parameters = new LinkedHashMap<>(helper.parameters());
      parameters.put(MADE_AS, location);
      return input
          .tableType(VIEW)
          .parameters(parameters)
          .partitionKeys(List.of())
          .storageDescriptor(helper.storageDescriptor())
          .viewOriginalText(helper.viewOriginalText())
          .viewExpandedText(helper.viewExpandedText())
          .build();
    }
    List<Column> columns =
        helper.storageDescriptor().columns().stream()
            .map(column -> Column.builder().name(column.name()).type(column.type()).build())
            .toList();
    input
        .tableType("EXTERNAL_TABLE")
        .parameters(Map.of(EXTERNAL, "TRUE", "classification", PARQUET_FILES.classification()))
        .partitionKeys(List.of())
        .storageDescriptor(PARQUET_FILES.descriptor(columns, location));
    return table.comment().isEmpty() ? input.build() : input.description(table.comment()).build();
  }

  /** The catalog has the database beside the name. */
  private static String unqualified(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  private static List<Column> columns(TrustedTable table) {
    return table.storedColumns().stream()
        .map(
            column -> {
              Column.Builder glue = Column.builder().name(column.name()).type(column.glueType());
              return column.comment().isEmpty()
                  ? glue.build()
                  : glue.comment(column.comment()).build();
            })
        .toList();
  }

  private static Map<String, String> parameters(CatalogTable table, String location) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(EXTERNAL, "TRUE");
    parameters.put("classification", Storage.of(table.format()).classification());
    if (table.isProjected()) {
      project(table, location, parameters);
    }
    return parameters;
  }

  private static void project(CatalogTable table, String location, Map<String, String> parameters) {
    Style style = table.table().location().map(Location::style).orElse(Style.HIVE);
    StringBuilder template = new StringBuilder(location);
    for (PartitionField field : table.table().partition()) {
      String name = field.columnName();
      String projection = "projection." + name;
      parameters.put("projection.enabled", "true");
      parameters.put(projection + ".type", "integer");
      parameters.put(projection + ".range", range(field, table));
      if (field != PartitionField.YEAR) {
        parameters.put(projection + ".digits", Integer.toString(field.digits()));
      }
      template.append(style.name(field)).append("${").append(name).append("}/");
    }
    if (!table.table().partition().isEmpty()) {
      parameters.put("storage.location.template", template.toString());
    }
  }

  private static String range(PartitionField field, CatalogTable table) {
    return switch (field) {
      case YEAR -> table.firstYear() + "," + table.lastYear();
      case MONTH -> "1,12";
      case DAY -> "1,31";
      case HOUR -> "0,23";
    };
  }
}
