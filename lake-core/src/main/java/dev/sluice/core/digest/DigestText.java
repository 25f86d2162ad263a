package dev.sluice.core.digest;

import dev.sluice.core.alert.ViolationLog;
import dev.sluice.core.alert.text.NumberText;
import dev.sluice.core.alert.text.PlainText;
import dev.sluice.core.digest.StreamHistory.Coverage;
import dev.sluice.core.pipeline.Digest;
import dev.sluice.core.record.Period;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts a digest into words. */
final class DigestText {
  private static final int LONGEST_SUBJECT = 100;
  private static final int MOST_ALERTS = 200;
  private static final int MOST_SHARDS = 50;
  private static final String CUT = "… cut here: a message can't be longer.\n";

  private final String pipeline;
  private final Digest digest;
  private final Period period;

  DigestText(String pipeline, Digest digest, Period period) {
    this.pipeline = pipeline;
    this.digest = digest;
    this.period = period;
  }

  DigestMessage message(DigestSums sums, List<ViolationLog.Entry> alerts, Coverage coverage) {
    String head = head(sums);
    String tail = alerts(alerts) + missing(sums, coverage);
    int room = PlainText.LARGEST_BODY - size(head) - size(tail) - size(CUT);
    String body = PlainText.clean(head + shortened(groups(sums), room) + tail);
    String subject = digest.subject() + " " + period.to();
    return new DigestMessage(
        PlainText.asciiLine(subject, LONGEST_SUBJECT),
        body,
        Map.of(
            "pipeline",
            pipeline,
            "severity",
            "info",
            "kind",
            "digest",
            "fingerprint",
            pipeline + "/" + period.to()));
  }

  private String head(DigestSums sums) {
    return "%s: records that arrived from %s to %s%n%s%n"
        .formatted(pipeline, period.from(), period.to(), total(sums))
        .replace(System.lineSeparator(), "\n");
  }

  private String total(DigestSums sums) {
    return sums.records() == 0
        ? "No records."
        : "%s, %s by %s"
            .formatted(
                counted(sums.records(), "record"),
                counted(sums.groups().size(), "group"),
                digest.groupBy());
  }

  private String groups(DigestSums sums) {
    int width = digest.values().stream().mapToInt(String::length).max().orElseThrow();
    StringBuilder text = new StringBuilder();
    sums.groups()
        .forEach(
            (name, group) -> {
              text.append('\n').append(PlainText.visible(name)).append(": ");
              text.append(counted(group.records(), "reading")).append('\n');
              for (int i = 0; i < digest.values().size(); i++) {
                text.append(line(digest.values().get(i), width, group.values().get(i)));
              }
            });
    return text.toString();
  }

  private static String line(String field, int width, ValueSummary value) {
    String name = String.format(Locale.ROOT, "  %-" + width + "s  ", field);
    if (value.count() == 0) {
      return name + "no value\n";
    }
    return name
        + String.format(
            Locale.ROOT,
            "latest %s, lowest %s, mean %s, highest %s\n",
            NumberText.of(value.latest()),
            NumberText.of(value.low()),
            NumberText.of(value.mean()),
            NumberText.of(value.high()));
  }

  private static String alerts(List<ViolationLog.Entry> alerts) {
    StringBuilder text = new StringBuilder("\nAlerts\n");
    if (alerts.isEmpty()) {
      return text.append("  none\n").toString();
    }
    for (ViolationLog.Entry each : alerts.subList(0, Math.min(MOST_ALERTS, alerts.size()))) {
      text.append(
          "  %s %s, %s: "
              .formatted(each.severity(), each.rule(), PlainText.visible(each.device())));
      text.append(
          each.count() == 1
              ? "once, " + each.first() + "\n"
              : "%,d times, %s to %s\n".formatted(each.count(), each.first(), each.last()));
    }
    if (alerts.size() > MOST_ALERTS) {
      text.append("  … and %d more\n".formatted(alerts.size() - MOST_ALERTS));
    }
    return text.toString();
  }

  private String missing(DigestSums sums, Coverage coverage) {
    StringBuilder text = new StringBuilder();
    coverage
        .keptFrom()
        .ifPresent(
            from ->
                text.append(
                    "  records that arrived before %s: the stream no longer keeps them\n"
                        .formatted(from)));
    coverage.unfinished().entrySet().stream()
        .limit(MOST_SHARDS)
        .forEach(
            shard ->
                text.append(
                    "  records that arrived in %s from %s on: there was no time to read them\n"
                        .formatted(shard.getKey(), shard.getValue())));
    if (coverage.unfinished().size() > MOST_SHARDS) {
      text.append("  … and more shards, %d in all\n".formatted(coverage.unfinished().size()));
    }
    if (sums.unreadable() > 0) {
      text.append("  %s that can't be read\n".formatted(counted(sums.unreadable(), "record")));
    }
    return text.isEmpty() ? "" : "\nMissing\n" + text;
  }

  private static String counted(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The lines that fit. */
  private static String shortened(String text, int bytes) {
    if (size(text) <= bytes) {
      return text;
    }
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    int end = bytes;
    while (all[end - 1] != '\n') {
      end--;
    }
    return new String(all, 0, end, StandardCharsets.UTF_8) + CUT;
  }
}
