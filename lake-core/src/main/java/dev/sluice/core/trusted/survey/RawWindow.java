package dev.sluice.core.trusted.survey;

import dev.sluice.core.lake.PartitionPath;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.record.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which folders of raw every run lists: the newest. Who writes into an older one leaves a mark
 * ({@link RawMarks}). Writers go by their own clock and runs by the time of their event, so between
 * what is marked and what is listed anyway there are {@value #MARGIN_HOURS} hours.
 */
final class RawWindow {
  private static final int MARGIN_HOURS = 12;
  private static final Duration MARKED = Duration.ofHours(12);
  private static final Duration LISTED = MARKED.plusHours(MARGIN_HOURS);

  /** Keys have years of four digits. */
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /** Where keys are not in the order of time, longer periods are listed with all others. */
  private static final int MOST_FOLDERS = 1_000;

  private RawWindow() {}

  /** The inputs of which tables are made. */
  static List<Input> inputs(Pipeline pipeline) {
    return pipeline.inputs().stream()
        .filter(
            input ->
                pipeline.trusted().stream().anyMatch(table -> table.input().equals(input.name())))
        .toList();
  }

  /** Whether who writes into a folder of that time leaves a mark. */
  static boolean isMarked(Period folder, Instant now) {
    return folder.to().isBefore(now.minus(MARKED));
  }

  /** The part of a time whose folders runs don't list anyway; empty: they list all of it. */
  static Optional<Period> marked(Period time, Instant now) {
    Instant from = later(time.from(), FIRST);
    Instant to = earlier(time.to(), now.minus(MARKED)).truncatedTo(ChronoUnit.SECONDS);
    return from.isBefore(to) ? Optional.of(new Period(from, to)) : Optional.empty();
  }

  /**
   * The ranges of keys that a run lists anyway.
   *
   * @param since what was put before that time is known, unless it was marked
   * @param now of the run
   */
  static List<KeyRange> newest(Input input, Instant since, Instant now) {
    RawLayout layout = input.layout();
    Instant from = earlier(since, now).minus(LISTED);
    if (!layout.padded()) {
      return of(input, new Period(from, now.plus(layout.ahead()).plus(LISTED)));
    }
    PartitionPath paths = new PartitionPath(layout);
    String first = layout.prefix() + "/" + paths.of(from.toEpochMilli()) + "/";
    return List.of(new KeyRange(first, all(input).to()));
  }

  /** How many folders a period has. */
  static long folders(Input input, Period period) {
    PartitionPath paths = new PartitionPath(input.layout());
    return paths.ordinal(earlier(period.to(), LAST).toEpochMilli() - 1)
        - paths.ordinal(later(period.from(), FIRST).toEpochMilli())
        + 1;
  }

  /** The ranges of keys that meet a period; one, if keys are in the order of time. */
  static List<KeyRange> of(Input input, Period period) {
    RawLayout layout = input.layout();
    PartitionPath paths = new PartitionPath(layout);
    long first = paths.ordinal(later(period.from(), FIRST).toEpochMilli());
    long last = paths.ordinal(earlier(period.to(), LAST).toEpochMilli() - 1);
    if (!layout.padded() && last - first >= MOST_FOLDERS) {
      return List.of(all(input));
    }
    if (layout.padded()) {
      return List.of(
          new KeyRange(
              folder(layout, paths, first), KeyRange.of(folder(layout, paths, last)).to()));
    }
    List<KeyRange> folders = new ArrayList<>();
    for (long at = first; at <= last; at++) {
      folders.add(KeyRange.of(folder(layout, paths, at)));
    }
    return folders;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static String folder(RawLayout layout, PartitionPath paths, long ordinal) {
    return layout.prefix() + "/" + paths.path(ordinal) + "/";
  }

  /** All keys of an input. */
  static KeyRange all(Input input) {
    return KeyRange.of(input.layout().prefix() + "/");
  }
}
