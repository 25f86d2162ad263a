package dev.sluice.localaws.athena.table;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a table over lines of text is read: with OpenCSVSerde or LazySimpleSerDe. A line that has
 * fewer fields gives nulls; of one that has more, the first are taken.
 *
 * <p>OpenCSVSerde knows a date as the number of days since 1970, a timestamp as that of
 * milliseconds, and no empty values; LazySimpleSerDe reads both as texts, and what can't be read as
 * null.
 */
final class TextTable {
  /** What no field is, for the reader of CSV, which would take an empty field as null. */
  private static final String NEVER = "\u0001\u0002never\u0002\u0001";

  private static final Set<String> NESTED = Set.of("array", "map", "struct");

  private final LakeTable table;
  private final boolean quoted;

  TextTable(LakeTable table) {
    this.table = table;
    this.quoted =
        table.serde().library().toLowerCase(java.util.Locale.ROOT).endsWith("opencsvserde");
  }

  /**
   * The SQL of a reader, in which {@code %s} stands for the list of files and for the column with
   * the file's name.
   */
  String reader() throws QueryFailedException {
    Map<String, String> serde = table.serde().parameters();
    List<String> columns = new ArrayList<>();
    for (LakeTable.Column column : table.columns()) {
      if (NESTED.contains(HiveType.base(column.type()))) {
        throw new QueryFailedException(
            "NOT_SUPPORTED",
            ("The local lake reads no arrays, maps and structs from delimited text: column %s of"
                    + " table %s; use JSON or Parquet for them")
                .formatted(column.name(), table.name()));
      }
      columns.add(Sql.text(column.name()) + ": 'VARCHAR'");
    }
    String nulls = quoted ? NEVER : serde.getOrDefault("serialization.null.format", "\\N");
    String options =
        "auto_detect=false, header=false, null_padding=true, strict_mode=false, parallel=false"
            + (", skip=" + skipped())
            + (", delim=" + Sql.text(delimiter(serde)))
            + (", quote=" + Sql.text(quoted ? serde.getOrDefault("quoteChar", "\"") : ""))
            + (", escape=" + Sql.text(escape(serde)))
            + (", nullstr=" + Sql.text(nulls))
            + (", columns={" + String.join(", ", columns) + "}");
    return "read_csv(%s, " + options.replace("%", "%%") + ", filename='%s')";
  }

  /** A field's value in its column's type. */
  String value(LakeTable.Column column, String field) throws QueryFailedException {
    String type = HiveType.duckDb(column.type());
    if (type.equals("VARCHAR")) {
      return quoted ? text(field) : field;
    }
    return quoted
        ? quotedValue(column, field, type)
        : "TRY_CAST(NULLIF(" + field + ", '') AS " + type + ")";
  }

  /** The reader knows one kind of escape; the SerDe takes a doubled quote for one as well. */
  private String text(String field) {
    Map<String, String> serde = table.serde().parameters();
    String quote = serde.getOrDefault("quoteChar", "\"");
    return quote.isEmpty() || quote.equals(escape(serde))
        ? field
        : "replace(%s, %s, %s)".formatted(field, Sql.text(quote + quote), Sql.text(quote));
  }

  /** What can't be read fails the query, an empty field too, unless the table says otherwise. */
  private String quotedValue(LakeTable.Column column, String field, String type) {
    String value =
        switch (type) {
          case "DATE" -> "DATE '1970-01-01' + " + whole(field, "INTEGER");
          case "TIMESTAMP" -> "epoch_ms(" + whole(field, "BIGINT") + ")";
          case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> whole(field, type);
          default -> "TRY_CAST(" + field + " AS " + type + ")";
        };
    if (Boolean.parseBoolean(table.parameters().get("use.null.for.invalid.data"))) {
      return value;
    }
    return "CASE WHEN %1$s IS NULL AND %2$s IS NOT NULL THEN error(%3$s || %2$s || %4$s || %2$s || '\"') ELSE %1$s END"
        .formatted(
            "(" + value + ")",
            field,
            Sql.text("HIVE_BAD_DATA: Error parsing field value '"),
            Sql.text("' for field " + table.columns().indexOf(column) + ": For input string: \""));
  }

  /** A cast alone would round, and take blanks and exponents. */
  private static String whole(String field, String type) {
    return "CASE WHEN regexp_full_match(%1$s, '[+-]?[0-9]+') THEN TRY_CAST(%1$s AS %2$s) END"
        .formatted(field, type);
  }

  private int skipped() throws QueryFailedException {
    String lines = table.parameters().getOrDefault("skip.header.line.count", "0").trim();
    if (!lines.matches("\\d{1,6}")) {
      throw ProjectionProperties.invalid(
          table, "skip.header.line.count is '" + lines + "'; it must be a number of lines");
    }
    return Integer.parseInt(lines);
  }

  /** The default is the character 1; a number is a character's code, as in Hive. */
  private String delimiter(Map<String, String> serde) {
    if (quoted) {
      return serde.getOrDefault("separatorChar", ",");
    }
    String text =
        serde.getOrDefault("field.delim", serde.getOrDefault("serialization.format", "1"));
    return text.matches("\\d{1,3}") ? String.valueOf((char) Integer.parseInt(text)) : text;
  }

  private String escape(Map<String, String> serde) {
    return quoted ? serde.getOrDefault("escapeChar", "\\") : serde.getOrDefault("escape.delim", "");
  }
}
