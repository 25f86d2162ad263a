package dev.sluice.core.trusted.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.check.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowTallyTest {
  private static Optional<Instant> newest(FieldType type, long believedUntil, long... values) {
    RowLayout layout =
        new RowLayout(
            new TrustedTable(
                "things",
                "things",
                List.of(
                    new Column("id", FieldType.LONG, "id", true, ""),
                    new Column("at", type, "at", false, "")),
                new TrustedTable.Rows(
                    TrustedTable.Dedupe.by("id"), List.of(), Optional.empty(), Optional.of("at")),
                TableFormat.Storage.plain(List.of(), Optional.empty()),
                Checks.NONE));
    RowTally tally = new RowTally(layout, believedUntil);
    RowBuilder row = new RowBuilder(layout);
    for (long value : values) {
      row.begin(0);
      row.set(0, 1);
      if (value != 0) {
        row.set(1, value);
      }
      row.finish();
      tally.add(new Row(layout).at(row.bytes(), 0), true);
    }
    return tally.totals(values.length, 0, RowCounts.Versions.NONE, 0, Map.of()).newest();
  }

  @Test
  void theNewestTimeIsThatOfTheRowsThatHaveOne() {
    assertThat(newest(FieldType.TIMESTAMP, Long.MAX_VALUE, 3000, 0, 7000, 5000))
        .contains(Instant.ofEpochMilli(7000));
    assertThat(newest(FieldType.DATE, Long.MAX_VALUE, -2, -1, 0))
        .contains(Instant.parse("1969-12-31T00:00:00Z"));
    assertThat(newest(FieldType.TIMESTAMP, Long.MAX_VALUE, 0, 0)).isEmpty();
  }

  @Test
  void aClockThatIsAheadMakesNoTableFresh() {
    assertThat(newest(FieldType.TIMESTAMP, 5000, 3000, 7000, 5000))
        .contains(Instant.ofEpochMilli(3000));
  }
}
