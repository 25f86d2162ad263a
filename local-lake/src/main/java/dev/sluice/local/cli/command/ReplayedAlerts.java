package dev.sluice.local.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.alert.Alert;
import dev.sluice.core.alert.AlertPublisher;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.replay.RuleHistory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints the alerts that rules would have made, each as it comes, and in the end how many. */
final class ReplayedAlerts implements AlertPublisher {
  private static final Pattern TIME =
      Pattern.compile("(?m)^(?:event time|silent at|until|latest) +(\\S+)$");
  private static final String ROW = "%-24s  %-8s  %-7s  %s";

  private final Map<String, AlertRule.Mode> modes = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final boolean json;

  ReplayedAlerts(Pipeline pipeline, boolean json) {
    this.json = json;
    for (AlertRule rule : pipeline.alerts()) {
      modes.put(rule.name(), rule.mode());
      counts.put(rule.name(), 0);
    }
    if (!json) {
      System.out.println(ROW.formatted("time", "kind", "mode", "alert"));
    }
  }

  @Override
  public void publish(Alert alert) {
    Alert.Labels labels = alert.labels();
    counts.merge(labels.rule(), 1, Integer::sum);
    System.out.println(
        json
            ? json(alert)
            : ROW.formatted(
                time(alert),
                labels.kind().name().toLowerCase(Locale.ROOT),
                mode(labels),
                alert.subject()));
  }

  private String json(Alert alert) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("time", time(alert)).put("mode", mode(alert.labels()));
    alert.labels().asMap().forEach(node::put);
    return node.put("subject", alert.subject()).put("body", alert.body()).toString();
  }

  private String mode(Alert.Labels labels) {
    return modes.get(labels.rule()).name().toLowerCase(Locale.ROOT);
  }

  /** When what it tells of was, or last was. */
  private static String time(Alert alert) {
    Matcher time = TIME.matcher(alert.body());
    return time.find() ? time.group(1) : "";
  }

  /** Sums up; on standard error if standard output is for a program. */
  void end(RuleHistory.Outcome outcome) {
    List<String> lines = new java.util.ArrayList<>();
    lines.add("");
    counts.forEach(
        (rule, count) ->
            lines.add(
                "%6d  %s (%s)"
                    .formatted(count, rule, modes.get(rule).name().toLowerCase(Locale.ROOT))));
    lines.add(
        ("of %,d records, %,d left out without an id, time or key, %,d with a time too far from"
                + " their arrival; nothing was published")
            .formatted(outcome.records(), outcome.dropped(), outcome.far()));
    outcome
        .unreadable()
        .forEach(object -> lines.add("can't be read, its partition is left out: " + object));
    lines.forEach(json ? System.err::println : System.out::println);
  }
}
