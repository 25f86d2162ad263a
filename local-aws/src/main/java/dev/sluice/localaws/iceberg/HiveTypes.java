package dev.sluice.localaws.iceberg;

import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;

/** Iceberg's types as its writers declare them in Glue. */
public final class HiveTypes {
  private HiveTypes() {}

  public static String of(Type type) {
    return switch (type.typeId()) {
      case STRUCT ->
          type.asStructType().fields().stream()
              .map(field -> field.name() + ":" + of(field.type()))
              .collect(Collectors.joining(",", "struct<", ">"));
      case LIST -> "array<" + of(type.asListType().elementType()) + ">";
      case MAP ->
          "map<%s,%s>".formatted(of(type.asMapType().keyType()), of(type.asMapType().valueType()));
      case INTEGER -> "int";
      case LONG -> "bigint";
      case TIME, UUID -> "string";
      case TIMESTAMP, TIMESTAMP_NANO -> "timestamp";
      case FIXED -> "binary";
      case DECIMAL -> type.toString().replace(" ", "");
      default -> type.toString();
    };
  }
}
