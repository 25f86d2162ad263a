package dev.sluice.local.sql;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What not every engine takes, and what to write instead. */
final class Portability {
  /** What Trino takes for a name, and so stops behind it. */
  private static final Set<String> FOREIGN =
      Set.of("qualify", "pivot", "unpivot", "asof", "ilike", "rlike", "glob", "similar", "exclude");

  private static final Set<String> TYPES =
      Set.of(
          ("varchar char boolean tinyint smallint int integer bigint real double decimal numeric"
                  + " date timestamp")
              .split(" "));

  private static final String COLLECTS = "let the trusted table have one value in a column (join)";

  /** What to write instead of words that not all engines know, in a statement. */
  private static final Map<String, String> STATEMENT =
      Map.ofEntries(
          Map.entry("qualify", "put the query into a sub-query and its condition into WHERE"),
          Map.entry("pivot", "write max(CASE WHEN … THEN … END) AS column, and GROUP BY"),
          Map.entry("unpivot", "write one SELECT for each column, and UNION ALL"),
          Map.entry("tablesample", "write a condition on a column"),
          Map.entry("lateral", "write a join with a sub-query"),
          Map.entry("unnest", "let the trusted table have a row or a column for each value"),
          Map.entry("natural", "write JOIN … ON"),
          Map.entry("asof", "write a join and row_number()"),
          Map.entry("fetch", "write LIMIT"),
          Map.entry("offset", "write a condition on row_number()"),
          Map.entry("ilike", "write lower(x) LIKE '…'"),
          Map.entry("rlike", "write LIKE, or regexp_like(x, '…')"),
          Map.entry("glob", "write LIKE"),
          Map.entry("similar", "write LIKE, or regexp_like(x, '…')"),
          Map.entry("exclude", "name the columns"),
          Map.entry("replace", "name the columns"),
          Map.entry("recursive", "write as many joins as there are levels"),
          Map.entry("array", "let the trusted table have one value in a column (join)"),
          Map.entry("map", "let the trusted table have a column for each value"),
          Map.entry("at", "times are UTC; add an INTERVAL"),
          Map.entry("->", COLLECTS),
          Map.entry("[", COLLECTS),
          Map.entry("{", COLLECTS),
          Map.entry(":", "write CAST(x AS type)"),
          Map.entry("for version", "write what is true of the newest version"),
          Map.entry("match_recognize", "write lag(x) OVER (…)"));

  private static final String DATE_PARTS =
      "write year(x), month(x), day(x), date_trunc('hour', x), or CAST";
  private static final String AGGREGATE = "write a query with row_number() OVER (ORDER BY …)";

  /** What to write instead of functions that Athena doesn't have. */
  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("ifnull", "write coalesce(a, b)"),
          Map.entry("nvl", "write coalesce(a, b)"),
          Map.entry("isnull", "write x IS NULL"),
          Map.entry("len", "write length(x)"),
          Map.entry("left", "write substr(x, 1, n)"),
          Map.entry("right", "write substr(x, -n)"),
          Map.entry("strftime", DATE_PARTS),
          Map.entry("strptime", DATE_PARTS),
          Map.entry("to_date", DATE_PARTS),
          Map.entry("datepart", DATE_PARTS),
          Map.entry("date_part", DATE_PARTS),
          Map.entry("epoch", DATE_PARTS),
          Map.entry("dateadd", "write x + INTERVAL '1' DAY"),
          Map.entry("datediff", "write date_diff('day', a, b)"),
          Map.entry("datetrunc", "write date_trunc('day', x)"),
          Map.entry("make_date", "write CAST('2026-06-01' AS date)"),
          Map.entry("first", AGGREGATE + ", or min_by(x, y)"),
          Map.entry("last", AGGREGATE + ", or max_by(x, y)"),
          Map.entry("median", "write approx_percentile(x, 0.5)"),
          Map.entry("quantile_cont", "write approx_percentile(x, 0.5)"),
          Map.entry("percentile_cont", "write approx_percentile(x, 0.5)"),
          Map.entry("approx_quantile", "write approx_percentile(x, 0.5)"),
          Map.entry("string_agg", COLLECTS),
          Map.entry("group_concat", COLLECTS),
          Map.entry("collect_list", COLLECTS),
          Map.entry("list", COLLECTS),
          Map.entry("explode", COLLECTS),
          Map.entry("regexp_matches", "write regexp_like(x, '…')"),
          Map.entry("contains", "write x LIKE '%…%'"),
          Map.entry("string_split", "write split_part(x, ',', 1)"));

  private static final Map<String, String> OTHER_TYPES =
      Map.of(
          "string", "write varchar",
          "text", "write varchar",
          "float", "write real",
          "float4", "write real",
          "float8", "write double",
          "hugeint", "write bigint or decimal(38, 0)",
          "datetime", "write timestamp",
          "timestamptz", "write timestamp");

  private Portability() {}

  static boolean isForeign(String word) {
    return FOREIGN.contains(word);
  }

  /** Why a word or symbol is refused, if it is a known case. */
  static Optional<String> ofWord(String word) {
    return remedy(word.equals(":") ? "::" : word, STATEMENT.get(word));
  }

  static Optional<String> ofFunction(String name) {
    return remedy(name, FUNCTIONS.get(name));
  }

  static Optional<String> ofType(String name) {
    if (TYPES.contains(name)) {
      return Optional.empty();
    }
    return remedy(name, OTHER_TYPES.get(name))
        .or(
            () ->
                Optional.of(
                    "no portable type '%s'; known: %s"
                        .formatted(name, String.join(", ", new TreeSet<>(TYPES)))));
  }

  static String tableFunction(String name) {
    return "'%s(…)' as a table is not portable; read tables".formatted(name);
  }

  private static Optional<String> remedy(String word, String remedy) {
    return Optional.ofNullable(remedy)
        .map(text -> "'%s' is not portable; %s".formatted(word, text));
  }
}
