package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.RefinedTable.Form;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.pipeline.check.TableKeys;
import dev.sluice.core.run.port.TableCatalog.Hold;
import dev.sluice.core.run.port.TableCatalog.Kind;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.Task;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefinedIcebergTest extends ViewsOnAFarm {
  private static final TableFormat ICEBERG =
      new TableFormat.Iceberg(TableSpec.NONE, Map.of(), 7, 20);

  @BeforeEach
  void declare() {
    as(new Form.Stored(Optional.empty(), ICEBERG));
  }

  private void as(Form form) {
    of(
        table("wide", "SELECT 1 FROM readings", "readings", form, TableKeys.NONE),
        table("top", "SELECT 1 FROM wide", "wide", form, TableKeys.NONE));
  }

  private void more(String name) {
    lake.put(name, "{\"id\":\"%s\",\"data\":1}".formatted(name));
  }

  private Task wide() {
    return last.work().refined().get(0);
  }

  private String location() {
    return catalog.made.get("wide").location();
  }

  private List<String> folders() {
    return lake.store.keys().stream().filter(key -> key.startsWith("refined/farm/wide/")).toList();
  }

  @Test
  void isMadeAsAnIcebergTableAndItsRowsAreLeftToItsHistory() throws IOException {
    for (int i = 0; i < 4; i++) {
      more("" + i);
      assertThat(run()).isEqualTo("SUCCEEDED");
    }
    assertThat(engine.tables.values()).allMatch(table -> table.isIceberg());
    assertThat(catalog.made.get("wide").making().run()).startsWith("4-");
    assertThat(catalog.made.get("wide").making().format()).isEqualTo(ICEBERG);
    assertThat(catalog.cleaned)
        .containsExactly("wide", "top", "wide", "top", "wide", "top", "wide", "top");
    assertThat(folders()).hasSize(4);
    assertThat(catalog.made.keySet()).containsExactly("top", "wide");
    assertThat(run()).isEqualTo("NOTHING_TO_DO");
  }

  @Test
  void isMadeAgainIfItsFormatChanges() throws IOException {
    run();
    as(new Form.Stored(Optional.empty(), TableFormat.PLAIN));
    assertThat(run()).isEqualTo("SUCCEEDED");
    assertThat(catalog.pointer("wide").orElseThrow().kind()).isEqualTo(Kind.FILES);
    lake.putBytes("refined/farm/wide/metadata/v1", new byte[1]);
    more("b");
    run();
    assertThat(folders()).hasSize(2).noneMatch(key -> key.contains("metadata"));
    as(new Form.Stored(Optional.empty(), ICEBERG));
    assertThat(run()).isEqualTo("SUCCEEDED");
    assertThat(catalog.pointer("wide").orElseThrow().kind()).isEqualTo(Kind.ICEBERG);
  }

  @Test
  void isLeftAndNamedIfOthersChangedItAndIsToBeMadeAgain() throws IOException {
    run();
    String before = location();
    catalog.holds.put("wide", new Hold.Foreign("append", "77"));
    assertThat(run()).isEqualTo("NOTHING_TO_DO");
    more("b");
    assertThat(run()).isEqualTo("FAILED");
    assertThat(last.failures())
        .extracting(Run.Failure::reason)
        .anySatisfy(
            reason ->
                assertThat(reason)
                    .startsWith(
                        "Table 'wide' was left as it was: somebody else changed its rows (append in"
                            + " snapshot 77)"))
        .anySatisfy(reason -> assertThat(reason).startsWith("Table 'top' was left as it was"));
    assertThat(location()).isEqualTo(before);
  }

  @Test
  void whatOthersChangedIsTakenOverIfThatIsAskedFor() throws IOException {
    run();
    String before = location();
    catalog.holds.put("wide", new Hold.Foreign("append", "77"));
    assertThat(replay(true)).isEqualTo("SUCCEEDED");
    assertThat(location()).isNotEqualTo(before);
    assertThat(catalog.made.get("wide").making().overwritesForeign()).isTrue();
  }

  @Test
  void isLeftWithoutAFailureWhileItIsPinned() throws IOException {
    run();
    String before = location();
    catalog.holds.put("wide", new Hold.Pinned("5", Instant.EPOCH));
    more("b");
    assertThat(run()).isEqualTo("SUCCEEDED");
    assertThat(location()).isEqualTo(before);
    assertThat(wide().state()).isEqualTo(Task.State.SUCCEEDED);
    assertThat(last.toJson())
        .contains("\"left\":\"pinned at snapshot 5 since 1970-01-01T00:00:00Z\"");
    assertThat(run()).isEqualTo("NOTHING_TO_DO");

    catalog.holds.clear();
    assertThat(run()).isEqualTo("SUCCEEDED");
    assertThat(location()).isNotEqualTo(before);
  }

  @Test
  void oneThatCannotBeReadCostsOnlyItself() throws IOException {
    run();
    catalog.holds.put("top", new Hold.Unreadable("no metadata"));
    more("b");
    assertThat(run()).isEqualTo("FAILED");
    assertThat(wide().state()).isEqualTo(Task.State.SUCCEEDED);
    assertThat(last.failures())
        .extracting(Run.Failure::reason)
        .contains("Table 'top' was left as it was: no metadata");
  }
}
