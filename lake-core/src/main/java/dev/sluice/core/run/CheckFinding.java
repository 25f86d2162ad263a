package dev.sluice.core.run;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.csv.CsvRow;
import dev.sluice.core.csv.UnreadableCsvException;
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
import java.util.stream.Stream;

/**
 * What a check of a table found.
 *
 * @param failed how many rows don't pass, or are too many or too few; 0: it holds
 * @param example of them, or what is wrong; empty: nothing
 */
record CheckFinding(long failed, String example) {
  private static final CheckFinding NOTHING = new CheckFinding(0, "");

  /** An object is not the result of a {@link CheckStatement}, and will not become one. */
  static final class NoResultException extends Exception {
    private static final long serialVersionUID = 1;

    NoResultException(String key, String reason) {
      super("'%s' is not a check's result: %s".formatted(key, reason));
    }
  }

  /**
   * Reads the result of a {@link CheckStatement}.
   *
   * @throws IOException if the store doesn't give the object; it may later
   */
  static CheckFinding read(ObjectStore store, String key) throws IOException, NoResultException {
    StoredObject object =
        store.get(key).orElseThrow(() -> new NoResultException(key, "it does not exist"));
    try (CsvReader reader = new CsvReader(object.content(), CsvDialect.of(','))) {
      CsvRow names = reader.next();
      CsvRow row = reader.next();
      return row == null ? NOTHING : of(key, names, row);
    } catch (NumberFormatException | UnreadableCsvException e) {
      throw new NoResultException(key, e.getMessage());
    }
  }

  private static CheckFinding of(String key, CsvRow header, CsvRow row) throws NoResultException {
    List<String> names = header.cells();
    List<String> cells = row.cells();
    if (cells.isEmpty() || names.size() < cells.size()) {
      throw new NoResultException(
          key,
          "its first row can't be read: "
              + Stream.of(row.flaw(), header.flaw(), "the header has fewer cells")
                  .filter(flaw -> !flaw.isEmpty())
                  .findFirst()
                  .orElseThrow());
    }
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
