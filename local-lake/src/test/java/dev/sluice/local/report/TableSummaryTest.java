package dev.sluice.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TableSummaryTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static TableSummary notes(String table, String checks) throws IOException {
    JsonNode document =
        new ObjectMapper()
            .readTree(
                "{\"tables\": {\"old\": {}}, \"run\": {\"tables\": {\"readings\": %s}, \"checks\": %s}}"
                    .formatted(table, checks));
    assertThat(TableSummary.of(document, NOW)).containsOnlyKeys("readings");
    return TableSummary.of(document, NOW).get("readings");
  }

  @Test
  void tellsWhatIsInTheTableAndWhatIsNot() throws IOException {
    TableSummary notes =
        notes(
            "{\"rows\": 1200, \"duplicates\": 3, \"replaced\": 7, \"deleted\": 1, \"dropped\": 2,"
                + " \"quarantined\": 5,"
                + " \"newest\": \"2026-06-01T11:57:00Z\"}",
            "[]");
    assertThat(notes.rows())
        .isEqualTo(
            "1,200 rows, 3 duplicates and 2 dropped left out, 7 replaced by a later version, 1"
                + " deleted, 5 in quarantine");
    assertThat(notes.newest()).isEqualTo("newest 2026-06-01T11:57:00Z, 3 min old");
    assertThat(notes.notes()).isEmpty();
  }

  @Test
  void tellsThatATableIsPinnedAndHowThatEnds() throws IOException {
    TableSummary notes =
        notes(
            """
            {"rows": 1200, "pinned": {"snapshot": "12", "since": "2026-06-01T11:00:00Z",
              "from": "2026-06-01T00:00:00Z", "to": "2026-06-02T00:00:00Z"}}
            """,
            "[]");
    assertThat(notes.rows()).isEqualTo("1,200 rows");
    assertThat(notes.notes())
        .containsExactly(
            "pinned at snapshot 12 since 2026-06-01T11:00:00Z: what was made or came later is not"
                + " in it, until `sluice rollback PIPELINE TABLE --unpin`, or `sluice replay` from"
                + " 2026-06-01T00:00:00Z to 2026-06-02T00:00:00Z");
  }

  @Test
  void tellsFlawsAndChecksThatDoNotHoldOnceEach() throws IOException {
    TableSummary notes =
        notes(
            """
            {"rows": 1, "flaws": [
              {"kind": "CHECK", "subject": "power-range", "reason": "", "count": 5, "example": "6001"},
              {"kind": "CAST", "subject": "power", "reason": "not a number", "count": 2, "example": "n/a"},
              {"kind": "UNKNOWN_FIELD", "subject": "", "reason": "others", "count": 9, "example": ""}]}
            """,
            """
            [{"table": "readings", "check": "power-range", "severity": "WARN", "failed": 5, "example": "6001"},
             {"table": "readings", "check": "known", "severity": "FAIL", "failed": 3, "example": "turbine=wt-9"},
             {"table": "readings", "check": "holds", "severity": "FAIL", "failed": 0, "example": ""},
             {"table": "turbines", "check": "known", "severity": "FAIL", "failed": 3, "example": ""}]
            """);
    assertThat(notes.newest()).isEmpty();
    assertThat(notes.notes())
        .containsExactly(
            "check power-range: 5, for example 6001",
            "cast power: 2 (not a number), for example n/a",
            "unknown field: 9 (others)",
            "check known (fail): 3 failed: turbine=wt-9");
  }
}
