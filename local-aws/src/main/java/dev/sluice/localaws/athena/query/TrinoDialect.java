package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.table.Sql;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Makes a DuckDB session answer like Athena where the two differ safely: integer division, null
 * ordering, UTC, and functions that have another name or meaning. Everything else runs as DuckDB
 * understands it; differences that stay: a division of decimals gives a double, a sum of integers
 * that passes the range of bigint fails, and DuckDB knows functions that Athena lacks.
 */
final class TrinoDialect {
  private static final List<String> FUNCTIONS =
      List.of(
          "approx_distinct(x) AS approx_count_distinct(x)",
          "approx_percentile(x, p) AS approx_quantile(x, p)",
          "arbitrary(x) AS any_value(x)",
          "date(x) AS CAST(x AS DATE)",
          "date_diff(unit, a, b) AS date_sub(unit, a, b)",
          "date_format(t, f) AS strftime(t, " + format("f") + ")",
          "day_of_month(d) AS day(d)",
          "day_of_week(d) AS isodow(d)",
          "day_of_year(d) AS dayofyear(d)",
          "from_iso8601_date(s) AS CAST(s AS DATE)",
          "from_iso8601_timestamp(s) AS CAST(s AS TIMESTAMPTZ)",
          "from_unixtime(s) AS to_timestamp(s)",
          "is_finite(x) AS isfinite(x)",
          "is_nan(x) AS isnan(x)",
          "json_extract_scalar(j, path) AS json_extract_string(j, path)",
          "regexp_like(s, p) AS regexp_matches(s, p)",
          "regexp_replace(s, p) AS system.main.regexp_replace(s, p, '', 'g'),"
              + " (s, p, r) AS system.main.regexp_replace(s, p, r, 'g')",
          "to_unixtime(t) AS epoch(t)",
          "truncate(x) AS trunc(x)",
          "week_of_year(d) AS week(d)");

  private TrinoDialect() {}

  /** The settings of a new session; spilling goes to the scratch folder. */
  static String settings(Path scratch, long bytes) {
    return "SET memory_limit='%dB'; SET threads=2; SET integer_division=true;".formatted(bytes)
        + " SET default_null_order='nulls_last'; SET TimeZone='UTC';"
        + " SET autoinstall_known_extensions=false; SET autoload_known_extensions=false;"
        + " SET enable_progress_bar=false; SET parquet_metadata_cache=true; SET temp_directory="
        + Sql.text(scratch.toString())
        + ";";
  }

  /** The functions but for those of the time, made in a schema. */
  static List<String> macros(String schema) {
    return FUNCTIONS.stream()
        .map(function -> "CREATE OR REPLACE MACRO " + schema + "." + function)
        .toList();
  }

  /** The functions, made in the current schema; {@code now()} is the lake's time. */
  static String functions(Clock clock) {
    String now =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS")
            .withZone(ZoneOffset.UTC)
            .format(clock.instant());
    StringBuilder sql = new StringBuilder();
    FUNCTIONS.forEach(function -> sql.append("CREATE MACRO ").append(function).append(";\n"));
    for (String name : List.of("now", "get_current_timestamp")) {
      sql.append("CREATE MACRO " + name + "() AS TIMESTAMPTZ '" + now + "+00';\n");
    }
    sql.append("CREATE MACRO current_date() AS DATE '" + now.substring(0, 10) + "';\n");
    return sql.toString();
  }

  /** MySQL's letters of a time format, which Trino uses, in C's, which DuckDB uses. */
  private static String format(String name) {
    String sql = name;
    for (String[] pair :
        new String[][] {
          {"%M", "%B"}, {"%i", "%M"}, {"%s", "%S"}, {"%W", "%A"}, {"%h", "%I"}, {"%T", "%H:%M:%S"}
        }) {
      sql = "replace(" + sql + ", '" + pair[0] + "', '" + pair[1] + "')";
    }
    return sql;
  }
}
