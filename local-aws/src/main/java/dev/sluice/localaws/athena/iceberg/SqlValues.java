package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** DuckDB's values in the classes that Iceberg's library has for them. */
final class SqlValues {
  private SqlValues() {}

  /** The expression that gives a value in the form that {@link #of} reads. */
  static String whole(String value, Type type) {
    return switch (type.typeId()) {
      case TIMESTAMP -> "epoch_us(" + value + ")";
      case DATE -> "(" + value + " - DATE '1970-01-01')";
      case BINARY -> "hex(" + value + ")";
      default -> value;
    };
  }

  /** The like of the first characters of a text or bytes of a binary value. */
  static String start(String value, Type type, int length) {
    return switch (type.typeId()) {
      case STRING -> "left(%s, %d)".formatted(value, length);
      case BINARY -> "left(%s, %d)".formatted(whole(value, type), 2 * length);
      default -> whole(value, type);
    };
  }

  /** Null for null. */
  static Object of(ResultSet row, int at, Type type) throws SQLException, QueryFailedException {
    if (row.getObject(at) == null) {
      return null;
    }
    return switch (type.typeId()) {
      case BOOLEAN -> row.getBoolean(at);
      case INTEGER, DATE -> row.getInt(at);
      case LONG, TIMESTAMP -> row.getLong(at);
      case FLOAT -> row.getFloat(at);
      case DOUBLE -> row.getDouble(at);
      case STRING -> row.getString(at);
      case BINARY -> ByteBuffer.wrap(HexFormat.of().parseHex(row.getString(at)));
      case DECIMAL -> decimal(row.getBigDecimal(at), (Types.DecimalType) type);
      default -> throw IcebergErrors.notSupported("Athena has no values of Iceberg's type " + type);
    };
  }

  private static BigDecimal decimal(BigDecimal value, Types.DecimalType type) {
    return value.setScale(type.scale());
  }
}
