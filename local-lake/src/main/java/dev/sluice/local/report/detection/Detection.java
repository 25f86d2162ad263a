package dev.sluice.local.report.detection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well alerts tell of what the simulator did to its sensors.
 *
 * <p>A label is found if an alert, first or summary, of a rule that is able to find its kind speaks
 * of that sensor and of a time that overlaps with the label's, give or take the rule's duration. A
 * first alert is true if it tells of any label in that way; summaries only add to what was told.
 * Labels that had begun before the play, or not ended with it, are not asked for, but alerts that
 * tell of the latter are true.
 *
 * @param kinds by name
 * @param alerts first alerts
 * @param matched those of them that are true
 */
public record Detection(Map<String, Kind> kinds, long alerts, long matched) {
  public Detection {
    kinds = new TreeMap<>(kinds);
  }

  /**
   * The anomalies of one kind.
   *
   * @param labels how many there were
   * @param found how many an alert told of
   */
  public record Kind(long labels, long found) {
    /** The part that was found; 1 if there were none. */
    public double recall() {
      return labels == 0 ? 1 : (double) found / labels;
    }
  }

  /** The part of the alerts that are true; 1 if there were none. */
  public double precision() {
    return alerts == 0 ? 1 : (double) matched / alerts;
  }

  /**
   * Compares what was told with what was so.
   *
   * @param labels of the play; one that began before it is not asked for, but may be told of
   * @param until the end of the play: a label is asked for only if it ended before
   * @param rules by name; alerts of others are not judged
   */
  static Detection of(
      List<TruthLabel> labels, List<ToldAlert> told, Map<String, JudgedRule> rules, Instant until) {
    Map<String, Kind> kinds = new TreeMap<>();
    for (TruthLabel label : labels) {
      if (label.whole() && label.to().isBefore(until)) {
        boolean found = told.stream().anyMatch(alert -> tells(rules, alert, label));
        kinds.merge(
            label.kind(),
            new Kind(1, found ? 1 : 0),
            (a, b) -> new Kind(a.labels + b.labels, a.found + b.found));
      }
    }
    List<ToldAlert> firsts =
        told.stream().filter(alert -> alert.first() && rules.containsKey(alert.rule())).toList();
    long matched =
        firsts.stream()
            .filter(alert -> labels.stream().anyMatch(label -> tells(rules, alert, label)))
            .count();
    return new Detection(kinds, firsts.size(), matched);
  }

  private static boolean tells(Map<String, JudgedRule> rules, ToldAlert alert, TruthLabel label) {
    JudgedRule rule = rules.get(alert.rule());
    return rule != null && rule.tells(alert, label);
  }
}
