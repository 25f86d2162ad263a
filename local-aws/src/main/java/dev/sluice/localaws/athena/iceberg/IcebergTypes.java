package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.Sql;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.transforms.Transforms;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.ByteBuffers;

/** Iceberg's types and values in DuckDB's words. */
final class IcebergTypes {
  private IcebergTypes() {}

  static String duckDb(Type type) throws QueryFailedException {
    return switch (type.typeId()) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER -> "INTEGER";
      case LONG -> "BIGINT";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case DATE -> "DATE";
      case TIME -> "TIME";
      case TIMESTAMP ->
          ((Types.TimestampType) type).shouldAdjustToUTC() ? "TIMESTAMPTZ" : "TIMESTAMP";
      case STRING -> "VARCHAR";
      case UUID -> "UUID";
      case FIXED, BINARY -> "BLOB";
      case DECIMAL -> {
        Types.DecimalType decimal = (Types.DecimalType) type;
        yield "DECIMAL(%d,%d)".formatted(decimal.precision(), decimal.scale());
      }
      case STRUCT -> struct(type.asStructType());
      case LIST -> duckDb(type.asListType().elementType()) + "[]";
      case MAP ->
          "MAP(%s, %s)"
              .formatted(duckDb(type.asMapType().keyType()), duckDb(type.asMapType().valueType()));
      default -> throw IcebergErrors.notSupported("Athena does not read Iceberg's type " + type);
    };
  }

  private static String struct(Types.StructType type) throws QueryFailedException {
    List<String> fields = new ArrayList<>();
    for (NestedField field : type.fields()) {
      fields.add(Sql.name(field.name()) + " " + duckDb(field.type()));
    }
    return "STRUCT(" + String.join(", ", fields) + ")";
  }

  /** A value, as Iceberg's own classes represent it, as text. */
  static String text(Type type, Object value) {
    return Transforms.identity().toHumanString(type, value);
  }

  /** A value as an expression of its type. */
  static String literal(Type type, Object value) throws QueryFailedException {
    String text = "NULL";
    if (value instanceof ByteBuffer bytes) {
      text = blob(ByteBuffers.toByteArray(bytes));
    } else if (value != null) {
      text = Sql.text(text(type, value));
    }
    return "CAST(%s AS %s)".formatted(text, duckDb(type));
  }

  static String blob(byte[] bytes) {
    StringBuilder text = new StringBuilder("'");
    for (byte b : bytes) {
      text.append("\\x%02X".formatted(b));
    }
    return text.append("'::BLOB").toString();
  }

  /** A bound of a column's values. */
  static Object bound(Type type, ByteBuffer bytes) {
    return bytes == null ? null : Conversions.fromByteBuffer(type, bytes);
  }
}
