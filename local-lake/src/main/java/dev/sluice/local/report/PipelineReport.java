package dev.sluice.local.report;

import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.local.report.detection.Detection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of one pipeline's records, counted in the lake itself and not in what the functions
 * said.
 *
 * @param counts of records, stage by stage
 * @param stream whether what the source gave arrived
 * @param tables how the tables read what is stored
 * @param undelivered why requests were missed, and records failed or were rejected
 * @param alerts what was told
 * @param queries the named queries' results, by name
 * @param seconds of real time that playing, draining, ETL and queries took
 */
public record PipelineReport(
    Counts counts,
    StreamBalance stream,
    Tables tables,
    UndeliveredReport undelivered,
    Alerts alerts,
    Map<String, QueryOutcome> queries,
    double seconds) {
  public PipelineReport {
    queries = new TreeMap<>(queries);
  }

  /**
   * Records, stage by stage.
   *
   * @param produced made by the source, each once
   * @param stored lines in raw objects
   * @param rejected different records under {@code rejected/}
   * @param failed records under {@code failed/} that are nowhere else
   * @param duplicates left out of trusted, because their id was there already; where the latest
   *     version of an id is kept, further records of that version
   * @param dropped left out of trusted by a rule
   * @param trusted rows in trusted tables
   */
  public record Counts(
      long produced,
      long stored,
      long rejected,
      long failed,
      long duplicates,
      long dropped,
      long trusted) {}

  /**
   * What explains the counts of several inputs and tables.
   *
   * @param read records that the tables read, those that two tables read counted twice
   * @param distinctIds different ids over all trusted tables, or in each day of those that hold a
   *     state for each day, to be equal to {@code counts.trusted}
   * @param versions what later versions put out, in tables that keep the latest
   * @param quarantined rows that checks keep out of trusted tables
   * @param refined the rows of refined tables, by name; of one that could not be made, 0
   */
  public record Tables(
      long read,
      long distinctIds,
      RowCounts.Versions versions,
      long quarantined,
      Map<String, Long> refined) {
    public Tables {
      refined = new TreeMap<>(refined);
    }
  }

  /**
   * Alerts of a pipeline.
   *
   * @param published messages sent to the topic
   * @param merged violations told by a summary only
   * @param withheld alerts beyond the budget, which the lake keeps
   * @param detection how well they report a simulator's anomalies, if there are any
   */
  public record Alerts(long published, long merged, long withheld, Optional<Detection> detection) {}

  /**
   * A query's result.
   *
   * @param rows without the header
   * @param csv the file, relative to the lake's directory; empty when the query failed
   * @param state as Athena gives it
   */
  public record QueryOutcome(long rows, String csv, String state) {
    /** Whether there is a result. */
    public boolean succeeded() {
      return state.equals("SUCCEEDED");
    }
  }

  /** Whether every record is accounted for once, at every stage, and all queries answered. */
  public boolean reconciled() {
    return stream.holds()
        && tableBalance() == 0
        && idsTwice() == 0
        && queries.values().stream().allMatch(QueryOutcome::succeeded);
  }

  /** What it showed. */
  public Verdict verdict() {
    if (!reconciled()) {
      return Verdict.UNEXPLAINED;
    }
    boolean arrived = undelivered.requests() == 0 && counts.failed == 0 && counts.rejected == 0;
    return arrived ? Verdict.COMPLETE : Verdict.UNDELIVERED;
  }

  /** Rows whose id another row of their table has, too. */
  public long idsTwice() {
    return counts.trusted - tables.distinctIds;
  }

  /** Records that tables read and that are in no table, nor left out for a reason. */
  public long tableBalance() {
    long versions = tables.versions.replaced() + tables.versions.deleted();
    return tables.read
        - counts.duplicates
        - versions
        - counts.dropped
        - tables.quarantined
        - counts.trusted;
  }
}
