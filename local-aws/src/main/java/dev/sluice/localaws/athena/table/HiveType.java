package dev.sluice.localaws.athena.table;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Hive's type names, which the catalog holds, in DuckDB's words. */
public final class HiveType {
  private static final Map<String, String> SIMPLE =
      Map.ofEntries(
          Map.entry("string", "VARCHAR"),
          Map.entry("varchar", "VARCHAR"),
          Map.entry("char", "VARCHAR"),
          Map.entry("tinyint", "TINYINT"),
          Map.entry("smallint", "SMALLINT"),
          Map.entry("int", "INTEGER"),
          Map.entry("integer", "INTEGER"),
          Map.entry("bigint", "BIGINT"),
          Map.entry("float", "FLOAT"),
          Map.entry("double", "DOUBLE"),
          Map.entry("boolean", "BOOLEAN"),
          Map.entry("date", "DATE"),
          Map.entry("timestamp", "TIMESTAMP"),
          Map.entry("binary", "BLOB"));

  /** Whole numbers that Athena doesn't have come from functions whose result is a bigint there. */
  private static final Map<String, String> OF_DUCKDB =
      Map.ofEntries(
          Map.entry("VARCHAR", "string"),
          Map.entry("TINYINT", "tinyint"),
          Map.entry("SMALLINT", "smallint"),
          Map.entry("INTEGER", "int"),
          Map.entry("BIGINT", "bigint"),
          Map.entry("HUGEINT", "bigint"),
          Map.entry("UBIGINT", "bigint"),
          Map.entry("UINTEGER", "bigint"),
          Map.entry("FLOAT", "float"),
          Map.entry("DOUBLE", "double"),
          Map.entry("BOOLEAN", "boolean"),
          Map.entry("DATE", "date"),
          Map.entry("TIMESTAMP", "timestamp"),
          Map.entry("TIMESTAMP_S", "timestamp"),
          Map.entry("TIMESTAMP_MS", "timestamp"),
          Map.entry("BLOB", "binary"));

  private HiveType() {}

  /** {@code int} of {@code int}, {@code decimal} of {@code decimal(10,2)}, {@code array} … */
  static String base(String type) {
    return type.trim().toLowerCase(Locale.ROOT).split("[(<]", 2)[0].trim();
  }

  public static String duckDb(String type) throws QueryFailedException {
    String text = type.trim();
    String base = base(text);
    List<String> arguments = arguments(text);
    return switch (base) {
      case "decimal" ->
          arguments.isEmpty() ? "DECIMAL(10,0)" : "DECIMAL(" + String.join(",", arguments) + ")";
      case "array" -> duckDb(only(arguments, 1, text).get(0)) + "[]";
      case "map" -> {
        only(arguments, 2, text);
        yield "MAP(" + duckDb(arguments.get(0)) + ", " + duckDb(arguments.get(1)) + ")";
      }
      case "struct" -> struct(arguments, text);
      default -> simple(base, text);
    };
  }

  /** The type of a table's column for values of that type of DuckDB. */
  public static String ofDuckDb(String type) throws QueryFailedException {
    if (type.endsWith("[]")) {
      return "array<" + ofDuckDb(type.substring(0, type.length() - 2)) + ">";
    }
    if (type.startsWith("DECIMAL(")) {
      return type.toLowerCase(Locale.ROOT).replace(" ", "");
    }
    if (type.startsWith("STRUCT(")) {
      return "struct<" + String.join(",", fields(type)) + ">";
    }
    if (type.startsWith("MAP(")) {
      List<String> arguments = only(arguments(type), 2, type);
      return "map<" + ofDuckDb(arguments.get(0)) + "," + ofDuckDb(arguments.get(1)) + ">";
    }
    String hive = OF_DUCKDB.get(type);
    if (hive == null) {
      throw new QueryFailedException(
          "NOT_SUPPORTED", "Unsupported Hive type: " + type.toLowerCase(Locale.ROOT));
    }
    return hive;
  }

  private static List<String> fields(String type) throws QueryFailedException {
    List<String> fields = new ArrayList<>();
    for (Map.Entry<String, String> field : structFields(type).entrySet()) {
      fields.add(field.getKey() + ":" + ofDuckDb(field.getValue()));
    }
    return fields;
  }

  /** The types of a struct's fields, in DuckDB's words, by their names in lower case. */
  public static Map<String, String> structFields(String type) throws QueryFailedException {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : arguments(type)) {
      int space = field.startsWith("\"") ? field.indexOf('"', 1) + 1 : field.indexOf(' ');
      if (space < 0) {
        throw new QueryFailedException(
            "NOT_SUPPORTED",
            "Row type field does not have a name: %s; write CAST(… AS row(NAME TYPE, …))"
                .formatted(type.toLowerCase(Locale.ROOT)));
      }
      String name = field.substring(0, space).replace("\"", "").toLowerCase(Locale.ROOT);
      fields.put(name, field.substring(space).trim());
    }
    return fields;
  }

  /** The type in Trino's words. */
  public static String trino(String type) throws QueryFailedException {
    String text = type.trim().toLowerCase(Locale.ROOT);
    List<String> arguments = arguments(text);
    return switch (base(text)) {
      case "string" -> "varchar";
      case "int" -> "integer";
      case "float" -> "real";
      case "binary" -> "varbinary";
      case "timestamp" -> text.equals("timestamp") ? "timestamp(3)" : text;
      case "array" -> "array(" + trino(only(arguments, 1, text).get(0)) + ")";
      case "map" ->
          "map(" + trino(only(arguments, 2, text).get(0)) + ", " + trino(arguments.get(1)) + ")";
      case "struct" -> {
        List<String> fields = new ArrayList<>();
        for (String field : arguments) {
          String[] parts = field.split(":", 2);
          fields.add('"' + parts[0].trim() + "\" " + trino(parts[1]));
        }
        yield "row(" + String.join(", ", fields) + ")";
      }
      default -> text;
    };
  }

  private static String simple(String base, String type) throws QueryFailedException {
    String simple = SIMPLE.get(base);
    if (simple == null) {
      throw unknown(type);
    }
    return simple;
  }

  private static String struct(List<String> fields, String type) throws QueryFailedException {
    List<String> parts = new ArrayList<>();
    for (String field : fields) {
      int colon = field.indexOf(':');
      if (colon < 1) {
        throw unknown(type);
      }
      parts.add(
          Sql.name(field.substring(0, colon).trim()) + " " + duckDb(field.substring(colon + 1)));
    }
    return "STRUCT(" + String.join(", ", parts) + ")";
  }

  private static List<String> only(List<String> arguments, int count, String type)
      throws QueryFailedException {
    if (arguments.size() != count) {
      throw unknown(type);
    }
    return arguments;
  }

  private static QueryFailedException unknown(String type) {
    return new QueryFailedException("HIVE_INVALID_METADATA", "No type of Hive: '" + type + "'");
  }

  /** What stands between the outermost brackets, split at the commas that are not nested. */
  public static List<String> arguments(String type) {
    List<String> found = new ArrayList<>();
    int depth = 0;
    int start = -1;
    for (int i = 0; i < type.length(); i++) {
      char c = type.charAt(i);
      if (c == '<' || c == '(') {
        start = depth++ == 0 ? i + 1 : start;
      } else if (c == ',' && depth == 1) {
        found.add(type.substring(start, i).trim());
        start = i + 1;
      } else if ((c == '>' || c == ')') && --depth == 0) {
        found.add(type.substring(start, i).trim());
      }
    }
    return found;
  }
}
