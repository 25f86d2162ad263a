package dev.sluice.local.cli.text;

import dev.sluice.local.report.Cause;
import java.util.ArrayList;
import java.util.List;

/** Causes as lines: reason, example and remedy of the most frequent ones. */
final class CauseLines {
  private static final int SHOWN = 3;

  private CauseLines() {}

  static List<String> of(List<Cause> causes) {
    List<String> lines = new ArrayList<>();
    for (Cause cause : causes.subList(0, Math.min(SHOWN, causes.size()))) {
      lines.add("%,d x %s".formatted(cause.count(), cause.reason()));
      lines.add("  for example %s (%s)".formatted(cause.example(), cause.place()));
      lines.add("  what to do: " + cause.remedy());
    }
    if (causes.size() > SHOWN) {
      lines.add("… %d more reasons".formatted(causes.size() - SHOWN));
    }
    return lines;
  }
}
