package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.ColumnRule.OnFail;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.record.EventTime;
import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.flaw.FlawTable;
import dev.sluice.core.trusted.flaw.Flaws;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Counts what is wrong with the rows of a partition that end up in the table or its quarantine, and
 * finds the newest event time in the table. A duplicate counts nothing, a dropped row only for what
 * it was dropped. An example is that of the first row in the table's order. For both engines.
 */
public final class RowTally {
  /** What to do about a refusal. */
  public static final String REMEDY =
      "Correct what is in raw, or change the check, or what the column's onFail or maxNull allow;"
          + " the next run makes the partition.";

  /** The reason of a flaw that counts a column's nulls, where these refuse a partition. */
  public static final String BEYOND_MAX_NULL = "null more often than maxNull allows";

  private final RowLayout layout;
  private final FlawTable flaws;
  private final int[] bounded;
  private final long[] nulls;
  private final int time;
  private final long believedUntil;
  private long newest = EventTime.UNPARSABLE;
  private long rows;
  private long quarantined;

  /**
   * @param believedUntil from then on, in epoch milliseconds, an event time is not believed
   */
  RowTally(RowLayout layout, long believedUntil) {
    this.layout = layout;
    this.believedUntil = believedUntil;
    flaws = new FlawTable(layout.columns());
    bounded = layout.where(column -> column.rule().maxNull().isPresent());
    nulls = new long[bounded.length];
    time = layout.time();
  }

  /**
   * Counts a row.
   *
   * @param isKept false: a check keeps it out of the table
   */
  public void add(Row row, boolean isKept) {
    addFlaws(row.bytes(), row.start());
    if (isKept) {
      keep(row.bytes(), row.start());
    } else {
      quarantined++;
    }
  }

  private void addFlaws(byte[] bytes, int start) {
    int flawed = RowLayout.getInt(bytes, start + RowLayout.FLAWS) >>> RowLayout.REASON_BITS;
    if (flawed > 0) {
      int end = start + RowLayout.getInt(bytes, start + RowLayout.LENGTH);
      flaws.add(bytes, end - flawed, end);
    }
  }

  private void keep(byte[] bytes, int start) {
    rows++;
    for (int i = 0; i < bounded.length; i++) {
      nulls[i] += RowLayout.isNull(bytes, start, bounded[i]) ? 1 : 0;
    }
    if (time >= 0 && !RowLayout.isNull(bytes, start, time)) {
      long millis = millis(RowLayout.getLong(bytes, start + layout.slot(time)));
      newest = millis < believedUntil ? Math.max(newest, millis) : newest;
    }
  }

  private long millis(long value) {
    FieldType type = layout.type(time);
    return type == FieldType.DATE
        ? value * EventTime.DAY_MILLIS
        : type == FieldType.TIMESTAMP_MICROS ? Math.floorDiv(value, 1000L) : value;
  }

  /** Counts a row that is dropped for that column. */
  void drop(RowBuilder row, int column) {
    row.flaws().countDropped(column, flaws);
  }

  /** Counts what was counted elsewhere. */
  public void add(Flaw flaw) {
    flaws.add(flaw);
  }

  /** All flaws that were counted, however many kinds there are. */
  public List<Flaw> flaws() {
    return flaws.all();
  }

  /** How many values are null of each column of which not too many may be. */
  public List<Long> nulls() {
    return Arrays.stream(nulls).boxed().toList();
  }

  /**
   * Counts rows of the table that were counted elsewhere.
   *
   * @param ofColumns as {@link #nulls} gave them
   */
  public void add(long more, List<Long> ofColumns) {
    rows += more;
    for (int i = 0; i < ofColumns.size(); i++) {
      nulls[i] += ofColumns.get(i);
    }
  }

  /** How many rows the table has. */
  public long rows() {
    return rows;
  }

  /** All in all. */
  public RowTotals totals(
      long stored,
      long duplicates,
      RowCounts.Versions versions,
      long dropped,
      Map<String, Long> reasons) {
    RowCounts counts =
        new RowCounts(stored, duplicates, versions, dropped, quarantined, rows, reasons);
    return new RowTotals(counts, new Flaws(flaws.all()), newest());
  }

  private Optional<Instant> newest() {
    return newest == EventTime.UNPARSABLE
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(newest));
  }

  /** Why these rows must not become the table's; empty: they may. */
  public Optional<String> refusal() {
    List<Flaw> all = flaws.all();
    List<String> reasons = new ArrayList<>();
    for (Column column : layout.columns()) {
      if (column.rule().onFail() == OnFail.FAIL) {
        of(column, all)
            .ifPresent(told -> reasons.add("%s: %s (onFail: fail)".formatted(column.name(), told)));
      }
    }
    for (int i = 0; i < bounded.length; i++) {
      if (isBeyondMaxNull(i)) {
        Column column = layout.column(bounded[i]);
        reasons.add(
            "%s is null in %d of %d rows, which is more than maxNull: %s%%%s"
                .formatted(
                    column.name(),
                    nulls[i],
                    rows,
                    text(column.rule().maxNull().orElseThrow()),
                    of(column, all).map(" ("::concat).map(t -> t + ")").orElse("")));
      }
    }
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
  }

  private boolean isBeyondMaxNull(int i) {
    return nulls[i] * 100.0 > layout.column(bounded[i]).rule().maxNull().orElseThrow() * rows;
  }

  /** The nulls of each column that has too many of them; the other flaws say why there are some. */
  public Flaws beyondMaxNull() {
    List<Flaw> found = new ArrayList<>();
    for (int i = 0; i < bounded.length; i++) {
      if (isBeyondMaxNull(i)) {
        String column = layout.column(bounded[i]).name();
        found.add(new Flaw(Flaw.Kind.CAST, column, BEYOND_MAX_NULL, nulls[i], ""));
      }
    }
    return new Flaws(found);
  }

  private static String text(double percent) {
    return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
  }

  /** What is wrong with a column's values, with counts and examples. */
  private static Optional<String> of(Column column, List<Flaw> all) {
    List<Flaw> its =
        all.stream()
            .filter(flaw -> flaw.kind() == Flaw.Kind.CAST || flaw.kind() == Flaw.Kind.DROPPED)
            .filter(flaw -> flaw.subject().equals(column.name()))
            .toList();
    String told =
        new Flaws(its)
            .all().stream()
                .map(
                    flaw ->
                        "%d times %s, e.g. '%s'"
                            .formatted(flaw.count(), flaw.reason(), flaw.example()))
                .collect(Collectors.joining(", "));
    return told.isEmpty() ? Optional.empty() : Optional.of(told);
  }
}
