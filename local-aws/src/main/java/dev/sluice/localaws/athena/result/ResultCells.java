package dev.sluice.localaws.athena.result;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBStruct;

/** Turns DuckDB's values and types into Athena's text and type names. */
public final class ResultCells {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

  /** Athena has six digits for every time of an Iceberg table; here only for those that need it. */
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("HUGEINT", "bigint"),
          Map.entry("UTINYINT", "smallint"),
          Map.entry("USMALLINT", "integer"),
          Map.entry("UINTEGER", "bigint"),
          Map.entry("UBIGINT", "bigint"),
          Map.entry("TIMESTAMP_S", "timestamp"),
          Map.entry("TIMESTAMP_MS", "timestamp"),
          Map.entry("TIMESTAMP_NS", "timestamp"),
          Map.entry("BLOB", "varbinary"),
          Map.entry("STRUCT", "row"),
          Map.entry("INTERVAL", "interval day to second"));

  private static final Map<String, Integer> PRECISIONS =
      Map.of(
          "varchar", Integer.MAX_VALUE,
          "tinyint", 3,
          "smallint", 5,
          "integer", 10,
          "bigint", 19,
          "float", 17,
          "double", 17,
          "timestamp", 3,
          "varbinary", 1_073_741_824);

  private ResultCells() {}

  public static QueryResult.Column column(ResultSetMetaData columns, int index, String name)
      throws SQLException {
    String duckDb = columns.getColumnTypeName(index);
    if (duckDb.startsWith("DECIMAL")) {
      return new QueryResult.Column(
          name, "decimal", columns.getPrecision(index), columns.getScale(index));
    }
    String type =
        duckDb.endsWith("]")
            ? "array"
            : TYPES.getOrDefault(base(duckDb), base(duckDb).toLowerCase(Locale.ROOT));
    return new QueryResult.Column(name, type, PRECISIONS.getOrDefault(type, 0), 0);
  }

  private static String base(String type) {
    int bracket = type.indexOf('(');
    return bracket < 0 ? type : type.substring(0, bracket);
  }

  public static List<String> row(ResultSet rows, int columns) throws SQLException {
    String[] cells = new String[columns];
    for (int i = 0; i < columns; i++) {
      Object value = rows.getObject(i + 1);
      if (value instanceof Timestamp) { // which has the Julian calendar before 1582
        value = rows.getObject(i + 1, LocalDateTime.class);
      }
      cells[i] = value == null ? null : text(value);
    }
    return Arrays.asList(cells);
  }

  private static String text(Object value) throws SQLException {
    if (value instanceof Timestamp timestamp) {
      return time(timestamp.toLocalDateTime());
    }
    if (value instanceof LocalDateTime time) {
      return time(time);
    }
    if (value instanceof OffsetDateTime time) {
      return time(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()) + " UTC";
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof BigInteger number) {
      return Long.toString(number.longValueExact());
    }
    if (value instanceof Blob blob) {
      return hex(blob.getBytes(1, (int) blob.length()));
    }
    return nested(value);
  }

  private static String time(LocalDateTime time) {
    return (time.getNano() % 1_000_000 == 0 ? TIMESTAMP : MICROSECONDS).format(time);
  }

  private static String nested(Object value) throws SQLException {
    if (value instanceof Array array) {
      return list("[", Arrays.asList((Object[]) array.getArray()), "]");
    }
    Map<?, ?> fields = value instanceof Map<?, ?> map ? map : null;
    if (value instanceof DuckDBStruct struct) {
      fields = struct.getMap();
    } else if (value instanceof Struct struct) {
      return list("{", Arrays.asList(struct.getAttributes()), "}");
    }
    if (fields == null) {
      return value.toString();
    }
    List<String> parts = new ArrayList<>();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      parts.add(textOrNull(field.getKey()) + "=" + textOrNull(field.getValue()));
    }
    return "{" + String.join(", ", parts) + "}";
  }

  private static String list(String open, List<?> values, String close) throws SQLException {
    List<String> parts = new ArrayList<>();
    for (Object value : values) {
      parts.add(textOrNull(value));
    }
    return open + String.join(", ", parts) + close;
  }

  private static String textOrNull(Object value) throws SQLException {
    return value == null ? "null" : text(value);
  }

  private static String hex(byte[] bytes) {
    List<String> parts = new ArrayList<>();
    for (byte b : bytes) {
      parts.add(String.format("%02x", b));
    }
    return String.join(" ", parts);
  }
}
