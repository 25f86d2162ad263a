package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.RefinedTable.Form;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.TableKeys;
import dev.sluice.core.pipeline.check.TableRule;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.port.TableCatalog.MadeTable;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views, tables in another database or place, and keys. */
class RefinedViewsTest {
  private static final String VIEW = "CREATE OR REPLACE VIEW ";
  private static final TableKeys KEYS =
      new TableKeys(
          List.of("reading_id"),
          List.of(new TableRule.ForeignKey("reading_id", "readings", "reading_id")));

  @TempDir Path folder;
  private FarmLake lake;
  private final FakeTableCatalog catalog = new FakeTableCatalog();
  private final FakeQueryEngine engine = new FakeQueryEngine(this::make);
  private long brokenRows;
  private boolean isRefused;
  private Pipeline pipeline;
  private RunResult last;
  private Instant time = Instant.parse("2026-06-01T00:00:00Z");

  @BeforeEach
  void makeALake() {
    lake = new FarmLake(folder);
    lake.put("1", "{\"id\":\"a\",\"data\":1}");
    engine.answerer = this::answer;
    of(table("dim", "SELECT 1 FROM readings", "readings", new Form.View(), TableKeys.NONE));
  }

  private static RefinedTable table(
      String name, String sql, String reads, Form form, TableKeys keys) {
    return new RefinedTable(name, sql, "", List.of(reads), List.of(), form, Checks.NONE.with(keys));
  }

  private static Form stored(String prefix) {
    return new Form.Stored(Optional.of(prefix).filter(text -> !text.isEmpty()));
  }

  private void of(RefinedTable... tables) {
    pipeline = FarmLake.pipeline(List.of(tables), List.of(new NamedQuery("all", "SELECT 1")));
  }

  private void make(QueryEngine.TableStart table) {
    lake.putBytes(table.folder() + "part-0", table.sql().getBytes(UTF_8));
    catalog.helper(table.name(), table.folder());
  }

  private void answer(QueryEngine.QueryStart query, String key) {
    if (query.sql().startsWith(VIEW)) {
      String name = query.sql().substring(VIEW.length()).split(" ", 2)[0];
      catalog.view(name);
    }
    String rows = brokenRows == 0 ? "" : "\"%d\",\"a\"\n".formatted(brokenRows);
    lake.putBytes(key, ("\"failed_rows\",\"reading_id\"\n" + rows).getBytes(UTF_8));
  }

  private String run() throws IOException {
    do {
      time = time.plus(Duration.ofMinutes(15));
      RunDriver driver =
          new RunDriver(
              EmbeddedPorts.of(pipeline, lake.store, lake.transform(1 << 20), catalog, engine));
      last = driver.handle(RunEvents.schedule(time, () -> 60_000));
      if (isRefused) {
        engine.failAll("SYNTAX_ERROR");
      }
      engine.succeedAll();
    } while (!Run.Step.valueOf(last.state()).isEnd());
    return last.state();
  }

  private long views() {
    return engine.started.values().stream().filter(query -> query.sql().startsWith(VIEW)).count();
  }

  @Test
  void aViewIsDeclaredOnceHoweverItsRowsChange() throws IOException {
    assertThat(run()).isEqualTo("SUCCEEDED");
    lake.put("2", "{\"id\":\"b\",\"data\":1}");
    assertThat(run()).isEqualTo("SUCCEEDED");
    assertThat(run()).isEqualTo("NOTHING_TO_DO");
    assertThat(views()).isEqualTo(1);
    assertThat(engine.started.values())
        .anyMatch(query -> query.sql().matches(VIEW + "dim__\\w+ AS\nSELECT 1 FROM readings"));
    assertThat(catalog.views).containsExactly("dim");
  }

  @Test
  void aViewIsDeclaredAgainWhenItsSqlChangesOrItIsGone() throws IOException {
    run();
    of(table("dim", "SELECT 2 FROM readings", "readings", new Form.View(), TableKeys.NONE));
    run();
    assertThat(views()).isEqualTo(2);
    catalog.drop("dim");
    run();
    assertThat(views()).isEqualTo(3);
  }

  @Test
  void aTableThatReadsAViewIsMadeAgainWhenTheRowsBehindItChange() throws IOException {
    of(
        table("dim", "SELECT 1 FROM readings", "readings", new Form.View(), TableKeys.NONE),
        table("top", "SELECT 1 FROM dim", "dim", stored(""), TableKeys.NONE));
    run();
    lake.put("2", "{\"id\":\"b\",\"data\":1}");
    run();
    assertThat(engine.tables).hasSize(2);
    assertThat(views()).isEqualTo(1);
  }

  @Test
  void aTableBecomesAViewAndATableAgain() throws IOException {
    RefinedTable table =
        table("dim", "SELECT 1 FROM readings", "readings", stored(""), TableKeys.NONE);
    of(table);
    run();
    assertThat(catalog.made.get("dim").location()).startsWith("refined/farm/dim/");
    of(table("dim", "SELECT 1 FROM readings", "readings", new Form.View(), TableKeys.NONE));
    assertThat(run()).isEqualTo("SUCCEEDED");
    assertThat(catalog.views).containsExactly("dim");
    assertThat(lake.store.keys()).noneMatch(key -> key.startsWith("refined/"));
    of(table);
    assertThat(run()).isEqualTo("SUCCEEDED");
    assertThat(catalog.made.get("dim").location()).startsWith("refined/farm/dim/");
    assertThat(catalog.views).isEmpty();
  }

  @Test
  void aTableStandsUntilTheViewInItsPlaceIsKnownToBePossible() throws IOException {
    of(table("dim", "SELECT 1 FROM readings", "readings", stored(""), TableKeys.NONE));
    run();
    MadeTable before = catalog.made.get("dim");
    of(table("dim", "SELECT refused", "readings", new Form.View(), TableKeys.NONE));
    isRefused = true;
    assertThat(run()).isEqualTo("FAILED");
    assertThat(catalog.made).containsOnly(Map.entry("dim", before));
    assertThat(lake.store.keys()).contains(before.location() + "part-0");
  }

  @Test
  void queriesWaitWhileTheCatalogHasNothingOfATable() throws IOException {
    pipeline =
        FarmLake.pipeline(pipeline.refined(), List.of(new NamedQuery("all", "SELECT 1 FROM dim")));
    run();
    catalog.drop("dim");
    lake.put("2", "{\"id\":\"b\",\"data\":1}");
    isRefused = true;
    assertThat(run()).isEqualTo("FAILED");
    assertThat(last.failures()).hasSize(2);
    assertThat(last.failures().get(1).reason()).contains("reads 'dim', which was not made");
  }

  @Test
  void aViewDeletesTheRowsOfTheTableBeforeItWhereTheyLieAndNobodyElses() throws IOException {
    of(table("dim", "SELECT 1 FROM readings", "readings", stored("refined/q/a"), TableKeys.NONE));
    run();
    String before = catalog.made.get("dim").location();
    assertThat(before).startsWith("refined/q/a/");
    lake.putBytes("refined/farm/dim/of-somebody", new byte[0]);
    lake.putBytes("refined/q/ab/of-somebody", new byte[0]);
    of(table("dim", "SELECT 1 FROM readings", "readings", new Form.View(), TableKeys.NONE));
    assertThat(run()).isEqualTo("SUCCEEDED");
    assertThat(lake.store.keys().stream().filter(key -> key.startsWith("refined/")))
        .containsExactlyInAnyOrder("refined/farm/dim/of-somebody", "refined/q/ab/of-somebody");
  }

  @Test
  void aViewLeavesThePlaceOfTheTableBeforeItToATableThatTookIt() throws IOException {
    of(table("dim", "SELECT 1 FROM readings", "readings", stored("refined/q/a"), TableKeys.NONE));
    run();
    of(
        table("dim", "SELECT 1 FROM readings", "readings", new Form.View(), TableKeys.NONE),
        table("top", "SELECT 2 FROM readings", "readings", stored("refined/q/a"), TableKeys.NONE));
    assertThat(run()).isEqualTo("SUCCEEDED");
    assertThat(lake.store.keys()).contains(catalog.made.get("top").location() + "part-0");
  }

  @Test
  void aViewThatSomebodyMadeIsNotReplacedByAView() throws IOException {
    catalog.view("dim");
    assertThat(run()).isEqualTo("FAILED");
    assertThat(last.failures().get(0).reason()).contains("the catalog has a view of that name");
    assertThat(views()).isZero();
  }

  @Test
  void aViewIsKnownToBeThisPipelinesWithoutTheRunDocument() throws IOException {
    run();
    for (String key : lake.store.keys().stream().filter(at -> at.startsWith("state/")).toList()) {
      lake.store.delete(key);
    }
    assertThat(run()).isEqualTo("SUCCEEDED");
    assertThat(views()).isEqualTo(2);
  }

  @Test
  void aViewThatSomebodyMadeIsNotReplacedByATable() throws IOException {
    catalog.view("dim");
    of(table("dim", "SELECT 1 FROM readings", "readings", stored(""), TableKeys.NONE));
    assertThat(run()).isEqualTo("FAILED");
    assertThat(last.failures().get(0).reason()).contains("the catalog has a view of that name");
  }

  @Test
  void aTableOfAnotherDatabaseLiesWhereItIsTold() throws IOException {
    RefinedTable joined =
        table(
            "refined.joined_df",
            "SELECT 1 FROM readings",
            "readings",
            stored("refined/juncao"),
            TableKeys.NONE);
    of(joined);
    assertThat(run()).isEqualTo("SUCCEEDED");
    assertThat(catalog.databases).containsExactly("refined");
    assertThat(catalog.made.keySet()).containsExactly("refined.joined_df");
    String before = catalog.made.get("refined.joined_df").location();
    assertThat(before).startsWith("refined/juncao/");
    lake.put("2", "{\"id\":\"b\",\"data\":1}");
    of(
        table(
            "refined.joined_df",
            "SELECT 1 FROM readings",
            "readings",
            stored("refined/a"),
            TableKeys.NONE));
    assertThat(run()).isEqualTo("SUCCEEDED");
    String now = catalog.made.get("refined.joined_df").location();
    assertThat(now).startsWith("refined/a/");
    assertThat(lake.store.keys()).contains(before + "part-0", now + "part-0");
  }

  @Test
  void keysOfRefinedTablesAreCheckedAfterTheyAreMade() throws IOException {
    of(table("dim", "SELECT 1 FROM readings", "readings", stored(""), KEYS));
    brokenRows = 2;
    assertThat(run()).isEqualTo("SUCCEEDED");
    assertThat(last.toJson())
        .contains("\"table\":\"dim\",\"check\":\"primary-key\",\"severity\":\"WARN\",\"failed\":2")
        .contains("\"check\":\"references-reading-id\"");
    assertThat(lake.store.keys().stream().filter(key -> key.startsWith("checks/")))
        .singleElement()
        .satisfies(key -> assertThat(lake.store.text(key)).contains("primary-key"));
    int statements = engine.started.size();
    assertThat(run()).isEqualTo("NOTHING_TO_DO");
    assertThat(engine.started).hasSize(statements);
    lake.put("2", "{\"id\":\"b\",\"data\":1}");
    brokenRows = 0;
    assertThat(run()).isEqualTo("SUCCEEDED");
    assertThat(last.toJson())
        .contains("\"check\":\"primary-key\",\"severity\":\"WARN\",\"failed\":0");
  }
}
