package dev.sluice.core.run;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.csv.CsvRow;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.pipeline.check.TableRule;
import dev.sluice.core.run.state.TableTotals;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a check of a table found.
 *
 * @param failed how many rows don't pass, or are too many or too few; 0: it holds
 * @param example of them, or what is wrong; empty: nothing
 */
record CheckFinding(long failed, String example) {
  private static final CheckFinding NOTHING = new CheckFinding(0, "");

  /**
   * Reads the result of a {@link CheckStatement}.
   *
   * @throws IOException if the object can't be read, or is not such a result
   */
  static CheckFinding read(ObjectStore store, String key) throws IOException {
    StoredObject object =
        store.get(key).orElseThrow(() -> new IOException("The result '" + key + "' is gone"));
    try (CsvReader reader = new CsvReader(object.content(), CsvDialect.of(','))) {
      CsvRow names = reader.next();
      CsvRow row = reader.next();
      return row == null ? NOTHING : of(names.cells(), row.cells());
    } catch (NumberFormatException e) {
      throw new IOException("'%s' is not a check's result: %s".formatted(key, e.getMessage()), e);
    }
  }

  private static CheckFinding of(List<String> names, List<String> cells) {
    long failed = Long.parseLong(cells.get(0));
    List<String> example = new ArrayList<>();
    for (int i = 1; i < cells.size(); i++) {
      example.add(names.get(i) + "=" + cells.get(i));
    }
    return failed == 0 ? NOTHING : new CheckFinding(failed, String.join(", ", example));
  }

  /**
   * Judges a rule by a table's totals.
   *
   * @param before its totals of the last run that did not fail; empty: there was none
   * @param time of the run
   */
  static CheckFinding of(
      TableRule rule, TableTotals table, Optional<TableTotals> before, Instant time) {
    if (rule instanceof TableRule.Size size) {
      return of(size, table.counts().rows(), before);
    }
    if (rule instanceof TableRule.Freshness freshness) {
      return table
          .rows()
          .newest()
          .map(newest -> of(freshness, newest, time))
          .orElse(NOTHING); // a table that never had a row is not stale; a size's min wants some
    }
    throw new IllegalStateException("The query engine makes " + rule);
  }

  private static CheckFinding of(TableRule.Size size, long rows, Optional<TableTotals> before) {
    if (size.min().isPresent() && rows < size.min().getAsLong()) {
      long min = size.min().getAsLong();
      return new CheckFinding(min - rows, "%d rows, fewer than %d".formatted(rows, min));
    }
    if (size.max().isPresent() && rows > size.max().getAsLong()) {
      long max = size.max().getAsLong();
      return new CheckFinding(rows - max, "%d rows, more than %d".formatted(rows, max));
    }
    if (size.change().isPresent() && before.isPresent()) {
      return changed(size.change().getAsDouble(), rows, before.get().counts().rows());
    }
    return NOTHING;
  }

  /** An empty table had nothing to compare with. */
  private static CheckFinding changed(double most, long rows, long before) {
    long difference = Math.abs(rows - before);
    return before == 0 || difference <= most * before
        ? NOTHING
        : new CheckFinding(
            difference, "%d rows, the last run that did not fail had %d".formatted(rows, before));
  }

  private static CheckFinding of(TableRule.Freshness freshness, Instant newest, Instant time) {
    Duration age = Duration.between(newest, time);
    return age.compareTo(freshness.age()) <= 0
        ? NOTHING
        : new CheckFinding(
            1,
            "the newest event is of %s, %s before the run"
                .formatted(newest.truncatedTo(ChronoUnit.SECONDS), text(age)));
  }

  private static String text(Duration age) {
    return age.truncatedTo(ChronoUnit.MINUTES).toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
