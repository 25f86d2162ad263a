package dev.sluice.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.definition.sql.SqlText;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions' finder of tables beside Trino's parser: both see the same tables. */
class TableFinderTest {
  private static final Path PIPELINES = Path.of(System.getProperty("sluice.root"), "pipelines");

  static Stream<Path> pipelines() throws IOException {
    return Files.list(PIPELINES).filter(file -> file.toString().endsWith(".yaml")).sorted();
  }

  private static void assertSeesTheSame(String sql) {
    assertThat(Set.copyOf(SqlText.of(sql).tables()))
        .as(sql)
        .isEqualTo(ParsedTables.of(TrinoSqlCheck.parse(sql).orElseThrow()));
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void agreesOnTheStatementsOfThePipelines(Path file) {
    Pipeline pipeline = new PipelineLoader(new TrinoSqlCheck()).load(file, Map.of());
    Stream.concat(
            pipeline.refined().stream().map(RefinedTable::sql),
            pipeline.queries().stream().map(NamedQuery::sql))
        .forEach(TableFinderTest::assertSeesTheSame);
  }

  @Test
  void seesEveryPipeline() throws IOException {
    assertThat(pipelines()).hasSizeGreaterThan(4);
  }

  @Test
  void agreesOnTheCorpus() {
    SqlCorpus.GOOD.forEach(TableFinderTest::assertSeesTheSame);
  }

  @Property(tries = 1000)
  void agreesOnWhateverTrinoTakes(@ForAll @From("queries") String sql) {
    assertSeesTheSame(sql);
  }

  @Provide
  Arbitrary<String> queries() {
    return query(3);
  }

  /** Few names, so that definitions, aliases and columns hide tables. */
  private static Arbitrary<String> names() {
    return Arbitraries.of("a", "b", "A", "\"b\"", "c", "\"from x\"");
  }

  private static Arbitrary<String> query(int depth) {
    Arbitrary<String> select = select(depth);
    if (depth == 0) {
      return select;
    }
    Arbitrary<String> inner = Arbitraries.lazy(() -> query(depth - 1));
    Arbitrary<String> with =
        Combinators.combine(names(), inner, names(), inner, select)
            .as(
                (one, first, two, second, body) ->
                    one.equalsIgnoreCase(two) || one.replace("\"", "").equals(two.replace("\"", ""))
                        ? "WITH %s AS (%s) %s".formatted(one, first, body)
                        : "WITH %s (x) AS (%s), %s AS\n(%s) %s"
                            .formatted(one, first, two, second, body));
    return Arbitraries.oneOf(
        select,
        with,
        Combinators.combine(select, select)
            .as((left, right) -> "(" + left + ") UNION ALL (" + right + ")"),
        Combinators.combine(select, select)
            .as(
                (left, right) ->
                    "SELECT x FROM a EXCEPT (" + left + ") INTERSECT (" + right + ")"));
  }

  private static Arbitrary<String> select(int depth) {
    Arbitrary<List<String>> relations = relation(depth).list().ofMinSize(1).ofMaxSize(3);
    Arbitrary<List<String>> columns = value(depth).list().ofMinSize(1).ofMaxSize(3);
    Arbitrary<String> rest =
        Arbitraries.of(
            "",
            " WHERE x IS DISTINCT FROM y",
            " GROUP BY a, b HAVING count(*) > 1",
            " WHERE x = 'FROM b' -- , c\n ORDER BY a, b",
            " WHERE a.x IN (SELECT b.y FROM c) LIMIT 3");
    return Combinators.combine(columns, relations, rest)
        .as(
            (of, from, end) ->
                "SELECT " + String.join(", ", of) + "\nFROM " + String.join(", ", from) + end);
  }

  private static Arbitrary<String> value(int depth) {
    Arbitrary<String> simple =
        Arbitraries.of(
            "x",
            "1",
            "'JOIN c'",
            "a.x AS b",
            "'it''s FROM c'",
            "/* FROM c, ( */ y",
            "extract(year FROM x)",
            "trim(BOTH ' ' FROM a.y)",
            "substring(x FROM 1 FOR 2)",
            "count(*) FILTER (WHERE a.x > 1)",
            "row_number() OVER (PARTITION BY a.x, y ORDER BY b.x)",
            "CAST(x AS timestamp(3) with time zone)",
            "DISTINCT_from(x, y)",
            "x IS NOT DISTINCT FROM y",
            "a.\"from\", b.\"join\"");
    return depth == 0
        ? simple
        : Arbitraries.oneOf(
            simple,
            Arbitraries.lazy(() -> query(depth - 1)).map(query -> "(" + query + ")"),
            Arbitraries.lazy(() -> query(depth - 1)).map(query -> "EXISTS (" + query + ")"));
  }

  private static Arbitrary<String> relation(int depth) {
    Arbitrary<String> table =
        Arbitraries.of(
            "a",
            "B",
            "c AS x",
            "a x (p, q)",
            "db.b",
            "\"c\" y",
            "lake.db.a z",
            "a TABLESAMPLE BERNOULLI (10)",
            "UNNEST(ARRAY[1, 2]) AS u (b)",
            "a CROSS JOIN UNNEST(x) WITH ORDINALITY AS u (c, n)");
    if (depth == 0) {
      return table;
    }
    Arbitrary<String> inner = Arbitraries.lazy(() -> query(depth - 1));
    return Arbitraries.oneOf(
        table,
        inner.map(query -> "(" + query + ") s"),
        inner.map(query -> "LATERAL (" + query + ") AS l"),
        Arbitraries.of(
            "(VALUES (1, 2), (3, 4)) AS v (a, b)",
            "(VALUES (DATE '2026-06-01', NULL), (x, true)) AS v (a, b)"),
        Combinators.combine(table, table)
            .as(
                (left, right) ->
                    "(" + left + " JOIN (b) ON true)" + " LEFT JOIN " + right + " USING (x, y)"));
  }
}
