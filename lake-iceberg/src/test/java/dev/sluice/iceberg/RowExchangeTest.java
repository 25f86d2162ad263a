package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.run.port.MetadataCatalog.ShownColumn;
import dev.sluice.core.run.port.TableCatalog.Kind;
import dev.sluice.core.run.port.TableCatalog.MadeTable;
import dev.sluice.core.run.port.TableCatalog.TablePointer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;

class RowExchangeTest extends MadeTables {
  private static final Schema THREE = with(NestedField.optional(3, "more", Types.DateType.get()));

  private static Schema with(NestedField last) {
    return new Schema(TWO.findField(1), TWO.findField(2), last);
  }

  @Test
  void theFirstRowsMakeTheTable() throws IOException {
    assertThat(attempt(1, row(1L, "a"), row(2L, "b"))).isTrue();
    assertThat(rows()).containsExactly(List.of(1L, "a"), List.of(2L, "b"));
    assertThat(open().location()).isEqualTo("s3://lake/refined/farm/wide");
    assertThat(metadata.shown("wide").columns())
        .containsExactly(
            new ShownColumn("id", "bigint", ""), new ShownColumn("name", "string", ""));
    assertThat(metadata.shown("wide").comment()).isEqualTo("all in a row");
    assertThat(tables().pointer("wide").orElseThrow())
        .extracting(TablePointer::location, TablePointer::kind)
        .containsExactly(made(1).location(), Kind.ICEBERG);
  }

  @Test
  void allRowsAreExchangedInOneCommitAndTheFormerAreKept() throws IOException {
    attempt(1, row(1L, "a"), row(2L, "b"));
    long first = open().currentSnapshot().snapshotId();
    UUID table = open().uuid();
    attempt(2, row(3L, "c"));
    Snapshot second = open().currentSnapshot();

    assertThat(rows()).containsExactly(List.of(3L, "c"));
    assertThat(rows(first)).containsExactly(List.of(1L, "a"), List.of(2L, "b"));
    assertThat(open().uuid()).isEqualTo(table);
    assertThat(second.operation()).isEqualTo("overwrite");
    assertThat(second.parentId()).isEqualTo(first);
    assertThat(second.summary())
        .containsEntry(TableCommit.RUN, "2-run")
        .containsEntry("deleted-records", "2")
        .containsEntry("total-records", "1");
    assertThat(second.addedDataFiles(open().io()))
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.location()).startsWith("s3://lake/" + made(2).location());
              assertThat(file.lowerBounds()).isNotEmpty();
            });
  }

  @Test
  void aStatementWithoutRowsEmptiesTheTable() throws IOException {
    attempt(1, row(1L, "a"));
    long first = open().currentSnapshot().snapshotId();
    assertThat(attempt(2)).isTrue();
    assertThat(rows()).isEmpty();
    assertThat(rows(first)).hasSize(1);
    assertThat(tables().pointer("wide").orElseThrow().location()).isEqualTo(made(2).location());
    assertThat(attempt(3, row(3L, "c"))).isTrue();
    assertThat(rows()).hasSize(1);
  }

  @Test
  void columnsAtTheEndAndWiderTypesLeaveTheHistory() throws IOException {
    Schema narrow =
        new Schema(NestedField.optional(1, "id", Types.IntegerType.get()), TWO.findField(2));
    point(make(made(1), narrow, row(1, "a")));
    long first = open().currentSnapshot().snapshotId();
    point(make(made(2), THREE, row(2L, "b", null)));
    attempt(3, row(3L, "c"));

    assertThat(rows()).containsExactly(List.of(3L, "c"));
    assertThat(open().schema().asStruct()).isEqualTo(TWO.asStruct());
    assertThat(rows(first)).containsExactly(List.of(1, "a"));
    assertThat(open().snapshots()).hasSize(3);
    assertThat(open().currentSnapshot().summary()).doesNotContainKey(RowExchange.ANEW);
  }

  @Test
  void otherColumnsBeginAHistoryAnew() throws IOException {
    attempt(1, row(1L, "a"));
    UUID before = open().uuid();
    Schema other = new Schema(TWO.findField(1), NestedField.optional(2, "x", Types.DateType.get()));
    point(make(made(2), other, row(2L, null)));

    assertThat(open().uuid()).isNotEqualTo(before);
    assertThat(open().snapshots()).hasSize(1);
    assertThat(open().currentSnapshot().summary())
        .containsEntry(RowExchange.ANEW, "column 2 is 'x' date, and was 'name' string");
    assertThat(rows()).hasSize(1);
    assertThat(store.keys()).anyMatch(key -> key.startsWith(made(1).location() + "data/"));
  }

  @Test
  void aColumnsNumberIsNotGivenToAnother() throws IOException {
    point(make(made(1), THREE, row(1L, "a", null)));
    attempt(2, row(2L, "b"));
    UUID before = open().uuid();
    point(
        make(
            made(3),
            with(NestedField.optional(3, "other", Types.LongType.get())),
            row(3L, "c", 3L)));

    assertThat(open().uuid()).isNotEqualTo(before);
    assertThat(open().currentSnapshot().summary())
        .containsEntry(RowExchange.ANEW, "column 3 is 'other', and once was another");
  }

  @Test
  void aStrayAttemptPutsNothingInPlaceOfNewerRows() throws IOException {
    attempt(1, row(1L, "a"));
    Optional<TablePointer> seen = tables().pointer("wide");
    MadeTable stray = make(made(2), TWO, row(2L, "b"));
    attempt(3, row(3L, "c"));

    assertThat(tables().point(stray, seen)).isFalse();
    assertThat(tables().point(stray, Optional.empty())).isFalse();
    assertThat(rows()).containsExactly(List.of(3L, "c"));
  }

  @Test
  void aHelperThatIsNotThereIsNamed() throws IOException {
    assertThatThrownBy(() -> tables().point(made(1), Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("wide__000001_1_20260601t000000z");
    assertThat(tables().pointer("wide")).isEmpty();
  }

  @Test
  void filesElsewhereAreRefused() throws IOException {
    MadeTable made = make(made(1), TWO, row(1L, "a"));
    org.apache.iceberg.Table helper =
        new org.apache.iceberg.BaseTable(lake().look(made.helper()), made.helper());
    helper.newAppend().appendFile(file(TWO, "elsewhere/", row(2L, "b"))).commit();

    assertThatThrownBy(() -> tables().point(made, Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("s3://lake/elsewhere/data/");
  }
}
