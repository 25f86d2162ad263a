package dev.sluice.local.report;

import static java.util.Comparator.comparing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Counts reasons; those that differ only in numbers and in quoted values are one. */
final class CauseTally {
  private static final int SHOWN = 200;

  private record Counted(String reason, long count, String example, String place) {}

  private final Map<String, Counted> counted = new LinkedHashMap<>();

  void add(String reason, long count, String example, String place) {
    String shown = example.length() > SHOWN ? example.substring(0, SHOWN) + "…" : example;
    add(kind(reason), new Counted(reason, count, shown, place));
  }

  private void add(String kind, Counted more) {
    counted.merge(
        kind, more, (a, b) -> new Counted(a.reason, a.count + b.count, a.example, a.place));
  }

  /** All that the tallies counted. */
  static CauseTally sum(List<CauseTally> tallies) {
    CauseTally sum = new CauseTally();
    tallies.forEach(tally -> tally.counted.forEach(sum::add));
    return sum;
  }

  private static String kind(String reason) {
    return reason.replaceAll("(?<=: )'[^']*'", "'…'").replaceAll("[0-9]+", "0");
  }

  /** The causes, most frequent first. */
  List<Cause> causes(Function<String, String> remedy) {
    return counted.values().stream()
        .sorted(comparing(Counted::count).reversed())
        .map(
            each ->
                new Cause(
                    each.reason, each.count, each.example, each.place, remedy.apply(each.reason)))
        .toList();
  }
}
