package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.RefinedTable.Form;
import dev.sluice.core.pipeline.check.TableKeys;
import dev.sluice.core.run.port.TableCatalog.MadeTable;
import dev.sluice.core.trusted.FarmLake;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables that become views, and views of others. */
class ViewInPlaceOfATableTest extends ViewsOnAFarm {
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
}
