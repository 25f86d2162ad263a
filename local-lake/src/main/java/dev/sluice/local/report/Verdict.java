package dev.sluice.local.report;

import java.util.Locale;

/** What a play showed. The later ones are worse. */
public enum Verdict {
  /** All that the source gave is in a table, was dropped by a rule, or is a reported repeat. */
  COMPLETE(0),
  /** The same, but for what was missed, failed or rejected, which is reported. */
  UNDELIVERED(4),
  /** Something is lost, or can't be explained. */
  UNEXPLAINED(1);

  private final int exitCode;

  Verdict(int exitCode) {
    this.exitCode = exitCode;
  }

  /** What a command ends with. */
  public int exitCode() {
    return exitCode;
  }

  /** As it stands in JSON. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
