package dev.sluice.iceberg;

import dev.sluice.core.run.port.MetadataCatalog.ShownColumn;
import dev.sluice.core.run.port.MetadataCatalog.ShownTable;
import java.util.Locale;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** What catalogs show of an Iceberg table. */
final class ShownTables {
  private ShownTables() {}

  static ShownTable of(TableMetadata metadata) {
    return new ShownTable(
        metadata.location(),
        metadata.schema().columns().stream().map(ShownTables::column).toList(),
        metadata.properties().getOrDefault("comment", ""));
  }

  private static ShownColumn column(NestedField field) {
    return new ShownColumn(
        field.name(), hive(field.type()), field.doc() == null ? "" : field.doc());
  }

  /** As Iceberg's own Glue catalog shows types. */
  private static String hive(Type type) {
    return switch (type.typeId()) {
      case INTEGER -> "int";
      case LONG -> "bigint";
      case TIME, STRING, UUID -> "string";
      case TIMESTAMP, TIMESTAMP_NANO -> "timestamp";
      case FIXED, BINARY -> "binary";
      case DECIMAL -> type.toString().replace(" ", "");
      case LIST -> "array<" + hive(type.asListType().elementType()) + ">";
      case MAP ->
          "map<"
              + hive(type.asMapType().keyType())
              + ","
              + hive(type.asMapType().valueType())
              + ">";
      case STRUCT ->
          type.asStructType().fields().stream()
              .map(field -> field.name() + ":" + hive(field.type()))
              .collect(java.util.stream.Collectors.joining(",", "struct<", ">"));
      case BOOLEAN, FLOAT, DOUBLE, DATE, UNKNOWN, VARIANT, GEOMETRY, GEOGRAPHY ->
          type.typeId().toString().toLowerCase(Locale.ROOT);
    };
  }
}
