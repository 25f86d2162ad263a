package dev.sluice.local.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A table's history, as the ETL function answers, in lines. */
public final class HistoryText {
  private static final String LINE = "%-19s  %-20s  %12s %12s %14s %6s  %-9s  %s";
  private static final int SECONDS = 19;

  private final JsonNode history;

  public HistoryText(JsonNode history) {
    this.history = history;
  }

  /** What the table is now. */
  public String now() {
    return "%s: %,d rows, %,.2f MB; files: %,d, snapshots: %,d%s"
        .formatted(
            history.path("table").asText(),
            history.path("rows").asLong(),
            history.path("bytes").asLong() / 1e6,
            history.path("files").asLong(),
            history.path("snapshots").size(),
            pinned());
  }

  private String pinned() {
    JsonNode pin = history.path("pinned");
    return pin.isMissingNode()
        ? ""
        : ", pinned at snapshot %s since %s"
            .formatted(pin.path("snapshot").asText(), pin.path("since").asText());
  }

  /** A line a snapshot, the newest first; that which the table shows is marked. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        LINE.formatted(
            "snapshot", "committed", "added", "removed", "rows", "parts", "operation", "by"));
    for (JsonNode snapshot : history.path("snapshots")) {
      boolean isShown = snapshot.path("id").asText().equals(history.path("current").asText());
      lines.add(
          LINE.formatted(
              snapshot.path("id").asText(),
              snapshot.path("at").asText().substring(0, SECONDS) + "Z",
              count(snapshot, "added"),
              count(snapshot, "removed"),
              count(snapshot, "rows"),
              count(snapshot, "partitions"),
              snapshot.path("operation").asText(),
              snapshot.path("by").asText() + (isShown ? "  <- shown" : "")));
    }
    return lines;
  }

  private static String count(JsonNode snapshot, String what) {
    return "%,d".formatted(snapshot.path(what).asLong());
  }
}
