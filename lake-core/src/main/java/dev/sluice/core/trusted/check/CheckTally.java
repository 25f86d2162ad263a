package dev.sluice.core.trusted.check;

import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.rows.Row;
import java.io.IOException;
import java.util.Optional;

/** A check of a partition's rows, and how many of them fail it. */
final class CheckTally {
  private final RowCheck check;
  private final RowTest test;
  private final RowText text;
  private long failed;
  private String example = "";

  CheckTally(RowCheck check, RowTest test, RowText text) {
    this.check = check;
    this.test = test;
    this.text = text;
  }

  /**
   * Whether a row passes.
   *
   * @throws IOException if that can't be told, and so not of the partition either
   */
  boolean passes(Row row) throws IOException {
    if (isFulfilled(row)) {
      return true;
    }
    if (failed++ == 0) {
      example = text.of(row);
    }
    return false;
  }

  private boolean isFulfilled(Row row) throws IOException {
    try {
      return test.passes(row);
    } catch (TextPattern.TooDeepException e) {
      throw new IOException(
          ("check '%s': its regular expression goes too deep to tell whether a row matches, e.g."
                  + " %s; make its repeated groups possessive, like (a|b)*+")
              .formatted(name(), text.of(row)));
    }
  }

  String name() {
    return check.name();
  }

  boolean is(Severity severity) {
    return check.severity() == severity;
  }

  /** The rows that fail it; empty: none does. */
  Optional<Flaw> flaw() {
    return failed == 0
        ? Optional.empty()
        : Optional.of(new Flaw(Flaw.Kind.CHECK, name(), reason(check.rule()), failed, example));
  }

  private static String reason(RowRule rule) {
    if (rule instanceof RowRule.Range range) {
      return "not in the range "
          + range.min().map(min -> "from " + min).orElse("")
          + (range.min().isPresent() && range.max().isPresent() ? " " : "")
          + range.max().map(max -> "to " + max).orElse("");
    }
    if (rule instanceof RowRule.Matches matches) {
      return "does not match " + matches.regex();
    }
    if (rule instanceof RowRule.Unique unique) {
      return "the same %s as a row before".formatted(String.join(", ", unique.columns()));
    }
    if (rule instanceof RowRule.In in) {
      return "not one of %d values".formatted(in.values().size());
    }
    return rule instanceof RowRule.NotNull ? "without a value" : "the condition does not hold";
  }
}
