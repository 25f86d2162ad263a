package dev.sluice.local.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.local.report.PipelineReport;
import dev.sluice.local.report.PipelineReport.Alerts;
import dev.sluice.local.report.PipelineReport.Counts;
import dev.sluice.local.report.PipelineReport.QueryOutcome;
import dev.sluice.local.report.PipelineReport.Tables;
import dev.sluice.local.report.StreamBalance;
import dev.sluice.local.report.UndeliveredReport;
import dev.sluice.local.report.UnplayedRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTextTest {
  private static final Map<String, QueryOutcome> ANSWERED =
      Map.of("means", new QueryOutcome(1, "means.csv", "SUCCEEDED"));

  private static PipelineReport report(
      Counts counts, StreamBalance stream, long missed, Map<String, QueryOutcome> queries) {
    return report(counts, RowCounts.Versions.NONE, stream, missed, queries);
  }

  private static PipelineReport report(
      Counts counts,
      RowCounts.Versions versions,
      StreamBalance stream,
      long missed,
      Map<String, QueryOutcome> queries) {
    Tables tables = new Tables(counts.stored(), counts.trusted(), versions, 0, Map.of());
    return new PipelineReport(
        counts,
        stream,
        tables,
        new UndeliveredReport(missed, List.of(), List.of(), List.of(), List.of()),
        new Alerts(0, 0, 0, Optional.empty()),
        queries,
        1);
  }

  private static PipelineReport complete(UnplayedRows... unplayed) {
    PipelineReport all = report(new Counts(2, 2, 0, 0, 0, 0, 2), arrived(2, 0), 0, ANSWERED);
    return new PipelineReport(
        all.counts(),
        all.stream(),
        all.tables(),
        new UndeliveredReport(0, List.of(), List.of(), List.of(), List.of(unplayed)),
        all.alerts(),
        all.queries(),
        all.seconds());
  }

  @Test
  void aFileThatIsLongerThanThePlayedTimeIsNotCalledComplete() {
    PipelineReport longer =
        complete(new UnplayedRows("a.csv", 1, 3), new UnplayedRows("b.csv", 1_234, 99));

    assertThat(new VerdictText(longer, true).sentence())
        .endsWith(
            "or is a reported duplicate. Of a.csv 1 row was not played. Of b.csv 1,234 rows were"
                + " not played.");
    assertThat(longer.verdict().exitCode()).isZero();
  }

  private static StreamBalance arrived(long produced, long copies) {
    return new StreamBalance(produced, produced, copies, 0, 0, 0, copies);
  }

  @Test
  void aDeadSourceIsNeverComplete() {
    PipelineReport dead = report(new Counts(0, 0, 0, 0, 0, 0, 0), arrived(0, 0), 25, ANSWERED);

    assertThat(dead.verdict().exitCode()).isEqualTo(4);
    assertThat(new VerdictText(dead, true).sentence())
        .isEqualTo(
            "undelivered (exit code 4): 25 requests brought nothing; everything else is accounted"
                + " for.");
  }

  @Test
  void aSourceThatGaveNothingIsSaidToHaveDoneSo() {
    PipelineReport empty = report(new Counts(0, 0, 0, 0, 0, 0, 0), arrived(0, 0), 0, ANSWERED);

    assertThat(empty.verdict().exitCode()).isZero();
    assertThat(new VerdictText(empty, true).sentence()).contains("the source gave nothing");
  }

  @Test
  void recordsThatFailedAreUndelivered() {
    PipelineReport throttled =
        report(
            new Counts(10, 6, 0, 4, 0, 0, 6), new StreamBalance(10, 6, 0, 0, 4, 0, 0), 0, ANSWERED);

    assertThat(throttled.reconciled()).isTrue();
    assertThat(throttled.verdict().exitCode()).isEqualTo(4);
    assertThat(new VerdictText(throttled, true).sentence())
        .contains("4 records never reached the stream");
  }

  @Test
  void olderVersionsAndDeletionsAreAccountedForApartFromDuplicates() {
    PipelineReport revised =
        report(
            new Counts(9, 9, 0, 0, 1, 0, 3),
            new RowCounts.Versions(4, 1),
            new StreamBalance(9, 8, 1, 0, 0, 0, 0),
            0,
            ANSWERED);

    assertThat(revised.verdict().exitCode()).isZero();
    assertThat(new VerdictText(revised, true).equation())
        .endsWith("stored - duplicates - replaced - deleted - dropped = trusted");
    assertThat(new VerdictText(revised, true).sentence())
        .contains("is in a table, was replaced by a later version, is a deletion, was dropped");
  }

  @Test
  void aFeedThatRepeatsItsItemsIsComplete() {
    PipelineReport feed =
        report(
            new Counts(9, 9, 0, 0, 6, 0, 3), new StreamBalance(9, 3, 6, 0, 0, 0, 0), 0, ANSWERED);

    assertThat(feed.verdict().exitCode()).isZero();
    assertThat(new VerdictText(feed, true).equation())
        .startsWith("produced - repeats = stored - duplicates + rejected + failed");
  }

  @Test
  void whatIsLostOrHasNoResultIsNamed() {
    PipelineReport lost =
        report(
            new Counts(10, 8, 0, 0, 0, 0, 8),
            new StreamBalance(10, 8, 0, 0, 0, 0, 0),
            3,
            Map.of("means", new QueryOutcome(0, "", "FAILED")));

    assertThat(lost.verdict().exitCode()).isEqualTo(1);
    assertThat(new VerdictText(lost, true).sentence())
        .isEqualTo(
            "unexplained (exit code 1): 2 records that the source gave are nowhere; query means:"
                + " FAILED.");
  }

  @Test
  void oneOfAKindIsSaidInTheSingular() {
    PipelineReport one =
        report(
            new Counts(3, 1, 1, 1, 0, 0, 1), new StreamBalance(3, 1, 0, 1, 1, 0, 0), 1, ANSWERED);

    assertThat(new VerdictText(one, true).sentence())
        .contains("1 request brought nothing")
        .contains("1 record never reached the stream")
        .contains("1 record was rejected");
  }
}
