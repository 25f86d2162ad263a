package dev.sluice.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run says of a trusted table, in words.
 *
 * @param rows how many it has, and what was left out
 * @param newest its newest event time and how old it was at that time; empty: it has no time
 * @param notes checks that don't hold, values that casts lost, unknown fields, with examples
 */
public record TableSummary(String rows, String newest, List<String> notes) {
  /**
   * Of all trusted tables, by name.
   *
   * @param document a pipeline's run.json
   * @param now to tell how old the newest event is
   */
  public static Map<String, TableSummary> of(JsonNode document, Instant now) {
    JsonNode last = document.at("/run/tables");
    JsonNode tables = last.isEmpty() ? document.path("tables") : last;
    Map<String, TableSummary> all = new LinkedHashMap<>();
    tables
        .properties()
        .forEach(
            table ->
                all.put(
                    table.getKey(), of(table.getValue(), checks(document, table.getKey()), now)));
    return all;
  }

  private static List<JsonNode> checks(JsonNode document, String table) {
    JsonNode last = document.at("/run/checks");
    List<JsonNode> failed = new ArrayList<>();
    for (JsonNode check : last.isEmpty() ? document.path("checks") : last) {
      if (check.path("table").asText().equals(table)) {
        failed.add(check);
      }
    }
    return failed;
  }

  private static TableSummary of(JsonNode table, List<JsonNode> checks, Instant now) {
    String leftOut =
        ", %,d duplicates and %,d dropped left out"
            .formatted(table.path("duplicates").asLong(), table.path("dropped").asLong());
    String rows =
        "%,d rows".formatted(table.path("rows").asLong()) + (table.has("pinned") ? "" : leftOut);
    String newest = table.path("newest").asText();
    return new TableSummary(
        rows
            + counted(table, "replaced", ", %,d replaced by a later version")
            + counted(table, "deleted", ", %,d deleted")
            + counted(table, "quarantined", ", %,d in quarantine"),
        newest.isEmpty() ? "" : "newest %s, %s".formatted(newest, age(Instant.parse(newest), now)),
        notes(table, checks));
  }

  private static String counted(JsonNode table, String what, String text) {
    long count = table.path(what).asLong();
    return count == 0 ? "" : text.formatted(count);
  }

  private static String age(Instant newest, Instant now) {
    long minutes = Math.max(0, Duration.between(newest, now).toMinutes());
    return minutes < 120
        ? minutes + " min old"
        : minutes < 2 * 24 * 60 ? minutes / 60 + " h old" : minutes / (24 * 60) + " days old";
  }

  /** That the table shows what it was, and what ends that; empty: it is up to date. */
  public static Optional<String> pinned(JsonNode table) {
    JsonNode pin = table.path("pinned");
    if (pin.isMissingNode()) {
      return Optional.empty();
    }
    String replay =
        pin.has("from")
            ? ", or `sluice replay` from %s to %s"
                .formatted(pin.path("from").asText(), pin.path("to").asText())
            : "";
    return Optional.of(
        "pinned at snapshot %s since %s: what was made or came later is not in it, until `sluice rollback PIPELINE TABLE --unpin`%s"
            .formatted(pin.path("snapshot").asText(), pin.path("since").asText(), replay));
  }

  /** What a check of rows finds is told with the table's flaws. */
  private static List<String> notes(JsonNode table, List<JsonNode> checks) {
    List<String> notes = new ArrayList<>();
    JsonNode flaws = table.path("flaws");
    pinned(table).ifPresent(notes::add);
    Set<String> told = new HashSet<>();
    for (JsonNode flaw : flaws) {
      if (flaw.path("kind").asText().equals("CHECK")) {
        told.add(flaw.path("subject").asText());
      }
      notes.add(note(flaw));
    }
    for (JsonNode check : checks) {
      if (check.path("failed").asLong() > 0 && !told.contains(check.path("check").asText())) {
        notes.add(
            "check %s (%s): %,d failed%s"
                .formatted(
                    check.path("check").asText(),
                    check.path("severity").asText().toLowerCase(Locale.ROOT),
                    check.path("failed").asLong(),
                    led(": ", check.path("example").asText())));
      }
    }
    return notes;
  }

  private static String note(JsonNode flaw) {
    String reason = flaw.path("reason").asText();
    return "%s%s: %,d%s%s"
        .formatted(
            flaw.path("kind").asText().toLowerCase(Locale.ROOT).replace('_', ' '),
            led(" ", flaw.path("subject").asText()),
            flaw.path("count").asLong(),
            reason.isEmpty() ? "" : " (" + reason + ")",
            led(", for example ", flaw.path("example").asText()));
  }

  private static String led(String before, String text) {
    return text.isEmpty() ? "" : before + text;
  }
}
