package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.HiveType;
import dev.sluice.localaws.athena.table.LakeTable.Column;
import dev.sluice.localaws.athena.table.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The columns of a table that a query makes, as Trino gives them Iceberg's types. */
final class NewColumns {
  private static final String ZONED = "TIMESTAMP WITH TIME ZONE";

  private final AtomicInteger ids = new AtomicInteger();

  private NewColumns() {}

  /**
   * A schema with ids of its own.
   *
   * @param columns with types in DuckDB's words
   */
  static Schema schema(List<Column> columns) throws QueryFailedException {
    NewColumns fresh = new NewColumns();
    List<NestedField> fields = new ArrayList<>();
    for (Column column : columns) {
      fields.add(NestedField.optional(fresh.id(), column.name(), fresh.type(column.type().trim())));
    }
    return new Schema(fields);
  }

  private int id() {
    return ids.incrementAndGet();
  }

  private Type type(String type) throws QueryFailedException {
    if (type.endsWith("[]")) {
      return Types.ListType.ofOptional(id(), type(type.substring(0, type.length() - 2)));
    }
    if (type.startsWith("STRUCT(")) {
      List<NestedField> fields = new ArrayList<>();
      for (Map.Entry<String, String> field : HiveType.structFields(type).entrySet()) {
        fields.add(NestedField.optional(id(), field.getKey(), type(field.getValue())));
      }
      return Types.StructType.of(fields);
    }
    if (type.startsWith("MAP(")) {
      List<String> arguments = HiveType.arguments(type);
      return Types.MapType.ofOptional(id(), id(), type(arguments.get(0)), type(arguments.get(1)));
    }
    if (type.startsWith("DECIMAL(")) {
      List<String> arguments = HiveType.arguments(type);
      return Types.DecimalType.of(
          Integer.parseInt(arguments.get(0)), Integer.parseInt(arguments.get(1)));
    }
    return type.equals(ZONED) ? Types.TimestampType.withZone() : simple(type);
  }

  private static Type simple(String type) throws QueryFailedException {
    String hive;
    try {
      hive = HiveType.ofDuckDb(type);
    } catch (QueryFailedException e) {
      throw notSupported(type.toLowerCase(Locale.ROOT));
    }
    return switch (hive) {
      case "string" -> Types.StringType.get();
      case "int" -> Types.IntegerType.get();
      case "bigint" -> Types.LongType.get();
      case "float" -> Types.FloatType.get();
      case "double" -> Types.DoubleType.get();
      case "boolean" -> Types.BooleanType.get();
      case "date" -> Types.DateType.get();
      case "timestamp" -> Types.TimestampType.withoutZone();
      case "binary" -> Types.BinaryType.get();
      default -> throw notSupported(hive);
    };
  }

  private static QueryFailedException notSupported(String type) {
    String advice =
        type.endsWith("int") ? "CAST(… AS integer)" : "another type, such as varchar or timestamp";
    return IcebergErrors.notSupported(
        "Type not supported for Iceberg: %s; write %s".formatted(type, advice));
  }

  /** What names a query's columns, in their order, and gives them the types of the table's. */
  static String select(Schema schema, String query) throws QueryFailedException {
    List<String> names = new ArrayList<>();
    List<String> casts = new ArrayList<>();
    for (NestedField field : schema.columns()) {
      String name = Sql.name(field.name());
      names.add(name);
      casts.add("CAST(%s AS %s) AS %1$s".formatted(name, IcebergTypes.duckDb(field.type())));
    }
    return "SELECT %s FROM (%s\n) made(%s)"
        .formatted(String.join(", ", casts), query, String.join(", ", names));
  }

  /** The ids of the fields, for DuckDB to write them into a file. */
  static String fieldIds(Schema schema) {
    return fieldIds(Stream.of(), schema.columns());
  }

  private static String fieldIds(Stream<String> own, List<NestedField> fields) {
    return Stream.concat(
            own, fields.stream().map(field -> Sql.name(field.name()) + ": " + fieldIds(field)))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String fieldIds(NestedField field) {
    return field.type().isPrimitiveType()
        ? Integer.toString(field.fieldId())
        : fieldIds(
            Stream.of("__duckdb_field_id: " + field.fieldId()),
            field.type().asNestedType().fields());
  }
}
