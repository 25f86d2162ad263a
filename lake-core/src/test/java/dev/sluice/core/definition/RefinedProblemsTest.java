package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.RefinedTable.Form;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.pipeline.check.Checks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefinedProblemsTest {
  private static final String QUERIES = "queries:\n";

  @TempDir Path folder;

  private PipelineFile seattle(String refined) {
    return PipelineFile.copy("seattle", folder)
        .replace(QUERIES, "refined:\n" + refined.indent(2) + QUERIES);
  }

  private List<String> names(String refined) {
    return seattle(refined).load().refined().stream().map(RefinedTable::name).toList();
  }

  private static RefinedTable table(String name, String sql, String comment) {
    Form iceberg =
        new Form.Stored(Optional.empty(), new TableFormat.Iceberg(TableSpec.NONE, Map.of(), 7, 20));
    return new RefinedTable(name, sql, comment, List.of("days"), List.of(), iceberg, Checks.NONE);
  }

  @Test
  void takesAFileOrTheSqlItselfWithAComment() {
    PipelineFile seattle =
        seattle(
            """
            wet: seattle/wet.sql
            warm: {file: seattle/wet.sql, comment: warm}
            cold: {sql: SELECT station FROM days, comment: cold}
            """);
    seattle.withFile("seattle/wet.sql", "SELECT day_id FROM days\n");

    assertThat(seattle.load().refined())
        .containsExactly(
            table("wet", "SELECT day_id FROM days", ""),
            table("warm", "SELECT day_id FROM days", "warm"),
            table("cold", "SELECT station FROM days", "cold"));
  }

  @Test
  void ordersTablesByWhatTheyReadAndElseAsDeclared() {
    assertThat(
            names(
                """
                joined: {sql: SELECT one.day_id FROM one JOIN two ON one.day_id = two.day_id}
                other: {sql: SELECT day_id FROM days}
                two: {sql: SELECT day_id FROM one}
                one: {sql: SELECT day_id FROM days}
                """))
        .containsExactly("other", "one", "two", "joined");
  }

  @Test
  void letsQueriesReadThem() {
    PipelineFile seattle =
        seattle("wet: {sql: SELECT day_id FROM days}")
            .withFile("seattle/monthly-extremes.sql", "SELECT day_id FROM wet");

    assertThat(seattle.load().queries().get(0).sql()).isEqualTo("SELECT day_id FROM wet");
  }

  @Test
  void rejectsTablesThatReadEachOtherInACircle() {
    PipelineFile seattle =
        seattle(
            """
            a: {sql: SELECT day_id FROM b}
            b: {sql: SELECT day_id FROM c}
            c: {sql: SELECT day_id FROM b}
            """);

    assertThat(seattle.problems())
        .containsExactly(
            "refined.b: none of these tables can be made first: b reads c reads b; let one read"
                + " other tables");
  }

  @Test
  void rejectsATableThatReadsItself() {
    assertThat(seattle("a: {sql: SELECT day_id FROM a}").problems())
        .singleElement()
        .asString()
        .startsWith("refined.a: none of these tables can be made first: a reads a;");
  }

  @Test
  void rejectsTheNameOfATrustedTable() {
    assertThat(seattle("days: {sql: SELECT day_id FROM days}").problems())
        .containsExactly("refined.days: there is a trusted table 'days' already; rename one");
  }

  @Test
  void rejectsBothAFileAndSql() {
    assertThat(seattle("wet: {sql: SELECT 1, file: x.sql}").problems())
        .containsExactly("refined.wet: needs exactly one of file, sql, view, but has file and sql");
  }

  @Test
  void rejectsNamesThatNeedQuotes() {
    assertThat(seattle("Wet-Days: {sql: SELECT day_id FROM days}").problems())
        .singleElement()
        .asString()
        .contains("the name 'Wet-Days' needs quotes in SQL");
  }

  @Test
  void rejectsALocationWhereAViewsTableWouldLie() {
    assertThat(
            seattle(
                    """
                    a: {view: {sql: SELECT station FROM days}}
                    b: {sql: SELECT station FROM days, location: {prefix: refined/seattle/a}}
                    """)
                .problems())
        .singleElement()
        .asString()
        .contains("the objects of view a lie under 'refined/seattle/a'");
  }

  @Test
  void takesAFormatAndHowLongToKeepHistory() {
    assertThat(
            seattle(
                    """
                    wet: {sql: SELECT day_id FROM days, format: iceberg, keep: {days: 30}}
                    cold: {sql: SELECT day_id FROM days, format: parquet}
                    there: {sql: SELECT day_id FROM days, location: {prefix: refined/there}}
                    """)
                .load()
                .refined())
        .extracting(RefinedTable::format)
        .containsExactly(
            new TableFormat.Iceberg(TableSpec.NONE, Map.of(), 30, 20),
            TableFormat.PLAIN,
            TableFormat.PLAIN);
  }

  @Test
  void rejectsHistoryOfPlainFilesAndOfViews() {
    assertThat(
            seattle(
                    """
                    wet: {sql: SELECT day_id FROM days, format: parquet, keep: {days: 30}}
                    seen: {view: {sql: SELECT day_id FROM days}, format: iceberg}
                    odd: {sql: SELECT day_id FROM days, format: orc}
                    few: {sql: SELECT day_id FROM days, format: iceberg, keep: {snapshots: 1}}
                    """)
                .problems())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("refined.wet.keep: is for 'format: iceberg'"),
            second ->
                assertThat(second)
                    .isEqualTo("refined.seen.format: a view has no rows of its own; leave it out"),
            third -> assertThat(third).startsWith("refined.odd.format: "),
            fourth -> assertThat(fourth).startsWith("refined.few.keep.snapshots: "));
  }
}
