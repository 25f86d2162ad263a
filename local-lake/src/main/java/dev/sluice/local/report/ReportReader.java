package dev.sluice.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.report.PipelineReport.Alerts;
import dev.sluice.local.report.PipelineReport.Counts;
import dev.sluice.local.report.PipelineReport.QueryOutcome;
import dev.sluice.local.report.PipelineReport.Tables;
import dev.sluice.local.report.StreamTotals.StreamReading;
import dev.sluice.local.report.detection.Detection;
import dev.sluice.local.report.detection.DetectionReader;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a pipeline's report out of a lake. */
public final class ReportReader {
  private final LocalLake lake;
  private final PipelineStack stack;
  private final Pipeline pipeline;
  private final LakeCounts counts;
  private final FromElsewhere elsewhere;
  private final StreamTotals streams;
  private final DetectionReader detections;

  /**
   * @param elsewhere what others than the producer put into the stream
   */
  public ReportReader(
      LocalLake lake, PipelineStack stack, Pipeline pipeline, FromElsewhere elsewhere) {
    this.lake = lake;
    this.stack = stack;
    this.pipeline = pipeline;
    this.counts = new LakeCounts(lake.bucket(stack.bucket()), pipeline);
    this.elsewhere = elsewhere;
    this.streams = new StreamTotals(lake, stack, pipeline, counts, elsewhere);
    this.detections = new DetectionReader(lake.bucket(stack.bucket()), pipeline);
  }

  /**
   * Counts everything.
   *
   * @param seconds of real time that it took
   */
  public PipelineReport read(double seconds) throws IOException {
    JsonNode run = counts.run();
    TableSums sums = new TableSums();
    for (TrustedTable table : pipeline.trusted()) {
      add(table, run.path("tables").path(table.name()), sums);
    }
    StreamReading stream = streams.read();
    Counts read =
        new Counts(
            counts.produced() + elsewhere.records(),
            counts.stored(),
            counts.rejected(),
            stream.balance().failed(),
            sums.duplicates,
            sums.dropped,
            sums.rows);
    return new PipelineReport(
        read,
        stream.balance(),
        new Tables(
            sums.read,
            sums.distinct,
            new RowCounts.Versions(sums.replaced, sums.deleted),
            sums.quarantined,
            refined(run)),
        stream.undelivered(),
        alerts(),
        queries(run),
        seconds);
  }

  /** Sums over all tables. */
  private static final class TableSums {
    private long rows;
    private long distinct;
    private long duplicates;
    private long replaced;
    private long deleted;
    private long dropped;
    private long quarantined;
    private long read;
  }

  private void add(TrustedTable table, JsonNode totals, TableSums sums) throws IOException {
    long[] found = rowsAndIds(table);
    sums.rows += found[0];
    sums.distinct += found[1];
    sums.duplicates += totals.path("duplicates").asLong();
    sums.replaced += totals.path("replaced").asLong();
    sums.deleted += totals.path("deleted").asLong();
    sums.dropped += totals.path("dropped").asLong();
    sums.quarantined += totals.path("quarantined").asLong();
    sums.read += counts.stored(table.input());
  }

  private long[] rowsAndIds(TrustedTable table) throws IOException {
    try {
      List<String> row = lake.query(stack.database(), DuplicateCheck.sql(table)).rows().get(0);
      return new long[] {Long.parseLong(row.get(1)), Long.parseLong(row.get(2))};
    } catch (QueryFailedException e) {
      throw new IOException("Table " + table.name() + " can't be read: " + e.getMessage(), e);
    }
  }

  private Alerts alerts() throws IOException {
    double merged = stack.metric(lake, "ConsumerFunction", "Merged");
    AlertTotals kept = AlertTotals.in(lake.bucket(stack.bucket()), pipeline.name());
    Optional<Detection> detection = detections.read(lake.topics().latest(), counts.lastTick());
    return new Alerts(lake.topics().published(), Math.round(merged), kept.withheld(), detection);
  }

  private Map<String, Long> refined(JsonNode run) throws IOException {
    Map<String, Long> rows = new TreeMap<>();
    for (RefinedTable table : pipeline.refined()) {
      boolean isThere = run.path("refined").has(table.name());
      rows.put(table.name(), isThere ? rows(table) : 0L);
    }
    return rows;
  }

  private long rows(RefinedTable table) throws IOException {
    try {
      String sql = "SELECT count(*) FROM %s".formatted(table.name());
      return Long.parseLong(lake.query(stack.database(), sql).rows().get(0).get(0));
    } catch (QueryFailedException e) {
      throw new IOException("Table " + table.name() + " can't be read: " + e.getMessage(), e);
    }
  }

  private Map<String, QueryOutcome> queries(JsonNode run) throws IOException {
    Map<String, QueryOutcome> outcomes = new TreeMap<>();
    for (NamedQuery query : pipeline.queries()) {
      JsonNode ended = run.path("queries").path(query.name());
      String state = ended.path("state").asText("NOT_RUN");
      String key = ended.path("key").asText();
      if (key.isEmpty()) {
        outcomes.put(query.name(), new QueryOutcome(0, "", state));
      } else {
        Path csv = lake.bucket(stack.bucket()).resolve(key);
        outcomes.put(query.name(), new QueryOutcome(rows(csv), relative(csv), state));
      }
    }
    return outcomes;
  }

  private String relative(Path csv) {
    return lake.directory().relativize(csv).toString();
  }

  private static long rows(Path csv) throws IOException {
    try (CsvReader reader = new CsvReader(Files.newInputStream(csv), CsvDialect.of(','))) {
      long rows = -1;
      while (reader.advance()) {
        rows++;
      }
      return rows;
    }
  }
}
