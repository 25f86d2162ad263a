package dev.sluice.local.cli.text;

import dev.sluice.local.cli.watch.WatchFile;
import dev.sluice.local.report.LakeCounts;
import java.io.IOException;
import java.util.Optional;

/** Why a query found nothing in the first minutes. */
public final class NoRowsHint {
  private NoRowsHint() {}

  /** Empty once an ETL run has made rows. */
  public static Optional<String> of(LakeCounts counts, WatchFile watch, String pipeline)
      throws IOException {
    if (counts.hasRows()) {
      return Optional.empty();
    }
    String next = watch.nextRuns().getOrDefault(pipeline, "");
    return Optional.of(
        "No rows yet: %,d records are in raw, and the tables are made by an ETL run%s. Run it now: ./sluice invoke EtlTriggerFunction --pipeline %s"
            .formatted(
                counts.stored(),
                next.length() < 16 ? "" : "; the next one is at " + next.substring(11, 16),
                pipeline));
  }
}
