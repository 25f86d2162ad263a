package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.run.port.TableCatalog.Hold;
import dev.sluice.core.run.port.TableCatalog.MadeTable;
import dev.sluice.core.run.port.TableCatalog.TablePointer;
import dev.sluice.iceberg.Faults.Fault;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call of an exchange goes wrong once, in every way. */
class RowExchangeFaultsTest extends MadeTables {
  private static final Schema OTHER =
      new Schema(
          NestedField.optional(1, "id", Types.LongType.get()),
          NestedField.optional(2, "x", Types.DoubleType.get()));

  /** What stands where the rows are to go. */
  enum Standing {
    NOTHING,
    FILES,
    VIEW,
    SAME_COLUMNS,
    OTHER_COLUMNS
  }

  private int attempts;

  private void stand(Standing standing) throws IOException {
    metadata.drop("wide");
    views.remove("wide");
    attempts++;
    switch (standing) {
      case NOTHING -> assertThat(tables().pointer("wide")).isEmpty();
      case FILES -> metadata.makePlain("wide", made(attempts).location());
      case VIEW -> ((CatalogEntries) entries).makeView("wide", made(attempts).location());
      case SAME_COLUMNS -> attempt(attempts, row(1L, "a"), row(2L, "b"));
      case OTHER_COLUMNS -> point(make(made(attempts), OTHER, row(1L, 1.5)));
    }
  }

  private RefinedTables faulty(Faults faults, Faults.Call<?> beforeSwap) {
    IcebergLake lake = lake(faults.store(store), faults.catalog(metadata, beforeSwap));
    return new RefinedTables(entries, () -> lake, Clock.systemUTC());
  }

  /** As a run tries it until it is told that it is done; whether it was told so at once. */
  private boolean exchange(MadeTable made, RefinedTables first) throws IOException {
    try {
      if (first.point(made, first.pointer("wide"))) {
        first.clean(made);
        return true;
      }
    } catch (IOException | RuntimeException | Faults.Killed e) {
      assertThat(e).isNotNull();
    }
    return false;
  }

  private void again(MadeTable made) throws IOException {
    Optional<TablePointer> seen = tables().pointer("wide");
    if (seen.filter(at -> at.location().equals(made.location())).isEmpty()) {
      assertThat(tables().point(made, seen)).isTrue();
    }
    tables().clean(made);
  }

  @ParameterizedTest
  @EnumSource(Standing.class)
  void rowsAreExchangedAllOrNotAtAllAndOnce(Standing standing) throws IOException {
    for (Fault fault : Fault.values()) {
      boolean hasHappened = true;
      for (int call = 1; hasHappened; call++) {
        stand(standing);
        MadeTable made = make(made(++attempts), TWO, row(3L, "c"), row(4L, "d"));
        Faults faults = new Faults(call, fault);
        if (!exchange(made, faulty(faults, () -> null))) {
          again(made);
        }
        assertThat(rows()).containsExactly(List.of(3L, "c"), List.of(4L, "d"));
        for (Snapshot snapshot : open().snapshots()) {
          assertThat(rows(snapshot.snapshotId())).isNotEmpty();
        }
        hasHappened = faults.happened();
        assertThat(tables().pointer("wide").orElseThrow().hold()).isEqualTo(Hold.NONE);
        assertThat(open().snapshots()).hasSize(standing == Standing.SAME_COLUMNS ? 2 : 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void rowsThatSomebodyAddsMeanwhileAreNotLost(Fault fault) throws IOException {
    boolean hasHappened = true;
    for (int call = 1; hasHappened; call++) {
      stand(Standing.SAME_COLUMNS);
      MadeTable made = make(made(++attempts), TWO, row(3L, "c"));
      boolean[] isAdded = {false};
      Faults faults = new Faults(call, fault);
      RefinedTables tables =
          faulty(
              faults,
              () -> {
                if (!isAdded[0]) {
                  isAdded[0] = true;
                  append(7L, "theirs");
                }
                return null;
              });
      boolean isDone = exchange(made, tables);

      hasHappened = faults.happened();
      assertThat(isDone).isFalse();
      assertThat(rows()).contains(List.of(1L, "a"));
      if (isAdded[0]) {
        assertThat(rows()).contains(List.of(7L, "theirs"));
        assertThat(tables().pointer("wide").orElseThrow().hold()).isInstanceOf(Hold.Foreign.class);
      }
    }
  }
}
