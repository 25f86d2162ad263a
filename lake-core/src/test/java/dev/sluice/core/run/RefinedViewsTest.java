package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.RefinedTable.Form;
import dev.sluice.core.pipeline.check.TableKeys;
import dev.sluice.core.pipeline.check.TableRule;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Views, tables in another database or place, and keys. */
class RefinedViewsTest extends ViewsOnAFarm {
  private static final TableKeys KEYS =
      new TableKeys(
          List.of("reading_id"),
          List.of(new TableRule.ForeignKey("reading_id", "readings", "reading_id")));

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
