package dev.sluice.core.definition.sql;

import dev.sluice.core.definition.sql.SqlToken.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of SQL that are no names, and those that not every engine takes. */
final class Words {
  private static final Set<String> RESERVED =
      Set.of(
          ("all and any as asof asc between by case cast cross desc distinct else end escape except"
               + " exists extract fetch for from full group having in inner intersect interval is"
               + " join lateral left like limit natural not null offset on or order outer over"
               + " partition pivot qualify recursive right select some tablesample then true false"
               + " union unnest unpivot using values when where window with")
              .split(" "));

  private static final Set<String> AFTER_SELECT_LIST =
      Set.of(
          "where", "group", "having", "order", "limit", "union", "intersect", "except", "window");

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
          Map.entry("at", "times are UTC; add an INTERVAL"));

  private static final String DATE_PARTS =
      "write year(x), month(x), day(x), date_trunc('hour', x), or CAST";
  private static final String AGGREGATE = "write a query with row_number() OVER (ORDER BY …)";
  private static final String COLLECTS = "let the trusted table have one value in a column (join)";

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

  private static final Map<String, String> TYPES =
      Map.of(
          "string", "write varchar",
          "text", "write varchar",
          "float", "write real",
          "float4", "write real",
          "float8", "write double",
          "hugeint", "write bigint or decimal(38, 0)",
          "datetime", "write timestamp",
          "timestamptz", "write timestamp");

  private Words() {}

  static boolean isReserved(String word) {
    return RESERVED.contains(word);
  }

  static boolean endsSelectList(String word) {
    return AFTER_SELECT_LIST.contains(word);
  }

  /** Why a token that is met is refused, if it is a known case. */
  static Optional<String> remedy(SqlToken token) {
    if (token.is("[") || token.is("{")) {
      return Optional.of(
          "'%s' is not portable; let the trusted table have one value in a column"
              .formatted(token.text()));
    }
    if (token.is(":")) {
      return Optional.of("'::' is not portable; write CAST(x AS type)");
    }
    return token.kind() == Kind.WORD ? notPortable(token.text(), STATEMENT) : Optional.empty();
  }

  static Optional<String> function(String name) {
    return notPortable(name, FUNCTIONS);
  }

  static Optional<String> type(String name) {
    return notPortable(name, TYPES);
  }

  private static Optional<String> notPortable(String word, Map<String, String> remedies) {
    return Optional.ofNullable(remedies.get(word))
        .map(remedy -> "'%s' is not portable; %s".formatted(word, remedy));
  }
}
