package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.store.S3Location;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code CREATE TABLE … AS SELECT}: Parquet, without partitions or buckets, to a place of its own.
 *
 * @param database empty: the current one
 * @param isQuiet whether a table that is there already is no error
 * @param location where its rows go; empty: where the query's results do
 * @param compression in DuckDB's words
 * @param select the SELECT statement, at the place where it stands
 */
public record CreateTableAs(
    String database,
    String table,
    boolean isQuiet,
    Optional<S3Location> location,
    String compression,
    String select) {
  private static final String NAME = "(?:\"([^\"]+)\"|`([^`]+)`|([A-Za-z_][A-Za-z0-9_]*))";
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?is)(?:\\s|--[^\n]*\n|/\\*.*?\\*/)*CREATE\\s+TABLE\\s+(IF\\s+NOT\\s+EXISTS\\s+)?"
              + NAME
              + "(?:\\s*\\.\\s*"
              + NAME
              + ")?\\s*(?:WITH\\s*\\(((?:[^')]|'(?:[^']|'')*'|\\([^')]*\\))*)\\))?\\s*AS\\s+");
  private static final Pattern PROPERTY =
      Pattern.compile("(?s)\\s*(\\w+)\\s*=\\s*(?:'((?:[^']|'')*)'|([^,]+))\\s*(?:,|$)");
  private static final Set<String> KNOWN =
      Set.of("format", "write_compression", "parquet_compression", "external_location");
  private static final Map<String, String> COMPRESSIONS =
      Map.of(
          "SNAPPY", "snappy", "ZSTD", "zstd", "GZIP", "gzip", "LZ4", "lz4", "NONE", "uncompressed");

  public static boolean matches(String sql) {
    return STATEMENT.matcher(sql).lookingAt();
  }

  /** Reads it; empty if it is another statement. */
  static Optional<CreateTableAs> of(String sql) throws QueryFailedException {
    Matcher statement = STATEMENT.matcher(sql);
    if (!statement.lookingAt()) {
      return Optional.empty();
    }
    String first = name(statement, 2);
    String second = name(statement, 5);
    Map<String, String> properties = properties(statement.group(8));
    String header = sql.substring(0, statement.end()).replaceAll("[^\n]", " ");
    return Optional.of(
        new CreateTableAs(
            second.isEmpty() ? "" : first,
            second.isEmpty() ? first : second,
            statement.group(1) != null,
            location(properties),
            compression(properties),
            header + sql.substring(statement.end()).replaceFirst(";\\s*$", "")));
  }

  private static String name(Matcher statement, int group) {
    for (int i = group; i < group + 3; i++) {
      if (statement.group(i) != null) {
        return statement.group(i).toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static Map<String, String> properties(String text) throws QueryFailedException {
    Map<String, String> properties = new LinkedHashMap<>();
    Matcher property = PROPERTY.matcher(text == null ? "" : text);
    int end = 0;
    while (property.lookingAt() && property.end() > end) {
      String name = property.group(1).toLowerCase(Locale.ROOT);
      if (!KNOWN.contains(name)) {
        throw notSupported("the table property " + name);
      }
      String value = property.group(2) == null ? property.group(3) : property.group(2);
      properties.put(name, value.replace("''", "'").strip());
      end = property.end();
      property.region(end, property.regionEnd());
    }
    if (end < property.regionEnd()) {
      throw new QueryFailedException(
          "SYNTAX_ERROR", "line 1:1: Table properties can't be read: " + text.substring(end));
    }
    return properties;
  }

  private static Optional<S3Location> location(Map<String, String> properties)
      throws QueryFailedException {
    String format = properties.getOrDefault("format", "PARQUET").toUpperCase(Locale.ROOT);
    if (!format.equals("PARQUET")) {
      throw notSupported("the format " + format);
    }
    if (!properties.containsKey("external_location")) {
      return Optional.empty();
    }
    try {
      return Optional.of(S3Location.parse(properties.get("external_location")).folder());
    } catch (IllegalArgumentException e) {
      throw new QueryFailedException(
          "INVALID_TABLE_PROPERTY", "external_location: " + e.getMessage());
    }
  }

  /** Athena's default is GZIP. */
  private static String compression(Map<String, String> properties) throws QueryFailedException {
    String wanted =
        properties
            .getOrDefault(
                "write_compression", properties.getOrDefault("parquet_compression", "GZIP"))
            .toUpperCase(Locale.ROOT);
    String compression = COMPRESSIONS.get(wanted);
    if (compression == null) {
      throw new QueryFailedException(
          "INVALID_TABLE_PROPERTY",
          "Compression codec " + wanted + " is not supported for Parquet");
    }
    return compression;
  }

  private static QueryFailedException notSupported(String what) {
    return new QueryFailedException("NOT_SUPPORTED", "The local lake does not have " + what);
  }
}
