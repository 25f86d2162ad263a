package dev.sluice.core.trusted;

import static dev.sluice.core.trusted.TableLake.BARS;
import static dev.sluice.core.trusted.TableLake.column;
import static dev.sluice.core.trusted.TableLake.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.trusted.rows.RowCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowRulesTest {
  private static final Condition HORROR = new Condition.Contains("genre", "Horror");

  @TempDir Path folder;

  private static Column hidden(String name, FieldType type, String from) {
    return new Column(name, type, from, ColumnRule.NONE, true, false, "");
  }

  @Test
  void dropsRowsWithoutARequiredValueBeforeDuplicatesAreLookedFor() throws IOException {
    TableLake lake =
        new TableLake(folder, BARS, id(), hidden("votes", FieldType.INT, "votes"))
            .put("id|votes\n1|x\n1|5\n1|6\n");
    assertThat(lake.counts()).isEqualTo(new RowCounts(3, 1, 1, 1, Map.of("no votes as int", 1L)));
    assertThat(lake.rows()).containsExactly("1");
  }

  @Test
  void filtersAfterDuplicatesWereLeftOut() throws IOException {
    TableLake lake =
        new TableLake(
                folder, BARS, Optional.of(HORROR), id(), column("genre", FieldType.STRING, "genre"))
            .put("id|genre\n1|Drama\n1|Horror\n2|Sci-Fi,Horror\n3|\n4|horror\n");
    assertThat(lake.counts()).isEqualTo(new RowCounts(5, 1, 3, 1, Map.of("not in the filter", 3L)));
    assertThat(lake.rows()).containsExactly("2|Sci-Fi,Horror");
  }

  @Test
  void filtersByColumnsThatAreNotStored() throws IOException {
    TableLake lake =
        new TableLake(
                folder,
                BARS,
                Optional.of(new Condition.OutsideBand("votes", Band.upTo(5))),
                id(),
                hidden("votes", FieldType.INT, "votes"),
                column("name", FieldType.STRING, "name"))
            .put("id|votes|name\n1|5|a\n2|6|b\n");
    assertThat(lake.rows()).containsExactly("2|b");
  }

  private List<String> passing(FieldType type, Condition condition, String... values)
      throws IOException {
    StringBuilder csv = new StringBuilder("id|v\n");
    for (int i = 0; i < values.length; i++) {
      csv.append(i).append('|').append(values[i]).append('\n');
    }
    return new TableLake(folder, BARS, Optional.of(condition), id(), hidden("v", type, "v"))
        .put(csv.toString())
        .rows();
  }

  @Test
  void comparesEachType() throws IOException {
    String far = "9007199254740993";
    assertThat(passing(FieldType.LONG, equal(far), "9007199254740992", far)).containsExactly("1");
    assertThat(passing(FieldType.LONG, equal("1".repeat(30)), "1", "2")).isEmpty();
    assertThat(passing(FieldType.FLOAT, equal("0.1"), "0.1", "0.2")).containsExactly("0");
    assertThat(passing(FieldType.DOUBLE, equal("1e1"), "10.0", "1")).containsExactly("0");
    assertThat(passing(FieldType.BOOLEAN, equal("false"), "true", "false")).containsExactly("1");
    assertThat(passing(FieldType.DATE, equal("2026-06-01"), "2026-06-01T23:59:59Z", "2026-06-02"))
        .containsExactly("0");
    assertThat(passing(FieldType.STRING, equal("ä"), "ä", "ää", "a")).containsExactly("0");
    assertThat(passing(FieldType.STRING, new Condition.Contains("v", "ä"), "ä", "bäb", "a"))
        .containsExactly("0", "1");
    assertThat(passing(FieldType.INT, new Condition.OutsideBand("v", Band.from(0)), "-1", "0"))
        .containsExactly("0");
    assertThat(
            passing(
                FieldType.FLOAT,
                new Condition.OutsideBand("v", new Band(1, 2)),
                "0.5",
                "1",
                "2",
                "2.5"))
        .containsExactly("0", "3");
  }

  private static Condition equal(String value) {
    return new Condition.Equals("v", value);
  }

  @Test
  void combinesTests() throws IOException {
    Condition low = new Condition.OutsideBand("v", Band.from(2));
    Condition high = new Condition.OutsideBand("v", Band.upTo(3));
    assertThat(passing(FieldType.INT, new Condition.Any(List.of(low, high)), "1", "2", "4"))
        .containsExactly("0", "2");
    assertThat(passing(FieldType.INT, new Condition.All(List.of(low, high)), "1", "2", "4"))
        .isEmpty();
  }

  @Test
  void writesAnewWhenAnyRuleChanges() throws IOException {
    Column name = column("name", FieldType.STRING, "name");
    ColumnRule rule = new ColumnRule(Optional.of("x"), Optional.empty(), Optional.empty());
    List<TableLake> lakes =
        List.of(
            new TableLake(folder, BARS, id(), name),
            new TableLake(folder, TableLake.JSON, id(), name),
            new TableLake(
                folder, BARS, Optional.of(new Condition.Contains("name", "a")), id(), name),
            new TableLake(
                folder,
                BARS,
                id(),
                new Column("name", FieldType.STRING, "name", rule, false, true, "")),
            new TableLake(
                folder,
                BARS,
                id(),
                new Column("name", FieldType.STRING, "name", ColumnRule.NONE, false, false, "")));
    java.util.Set<String> fingerprints = new java.util.HashSet<>();
    for (TableLake lake : lakes) {
      fingerprints.add(((PartitionOutcome.Rewritten) lake.put("").run()).fingerprint());
    }
    assertThat(fingerprints).hasSameSizeAs(lakes);
  }
}
