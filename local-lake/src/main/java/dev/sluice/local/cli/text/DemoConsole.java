package dev.sluice.local.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.csv.CsvRow;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.play.PlayPlan;
import dev.sluice.local.report.Cause;
import dev.sluice.local.report.DemoReport;
import dev.sluice.local.report.PipelineReport;
import dev.sluice.local.report.PipelineReport.Counts;
import dev.sluice.local.report.PipelineReport.QueryOutcome;
import dev.sluice.local.report.TableSummary;
import dev.sluice.local.report.UnplayedRows;
import dev.sluice.local.report.Verdict;
import dev.sluice.local.report.detection.Detection;
import dev.sluice.localaws.sns.DeliveredMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What a demo shows while it plays, and at its end. */
public final class DemoConsole {
  private static final int SHOWN_ALERTS = 6;
  private static final int SHOWN_ROWS = 6;

  private final Terminal terminal;
  private final LocalLake lake;
  private final PlayPlan plan;
  private final AtomicInteger mails = new AtomicInteger();

  public DemoConsole(Terminal terminal, LocalLake lake, PlayPlan plan) {
    this.terminal = terminal;
    this.lake = lake;
    this.plan = plan;
    lake.topics().onDelivery(this::delivered);
    lake.trouble().onTrouble((subject, text) -> terminal.line(terminal.bad("  trouble ") + text));
    lake.trouble().onRoom(text -> terminal.line("  " + text));
  }

  public void ready(double seconds) {
    terminal.line("  lake ready after %.1f s, AWS endpoint %s".formatted(seconds, lake.endpoint()));
  }

  public void progress(Instant now) {
    Duration played = Duration.between(plan.time().from(), now);
    terminal.progress(
        "  %s  minute %d of %d, %d alerts"
            .formatted(
                now.toString().substring(11, 16),
                played.toMinutes(),
                plan.minutes(),
                lake.topics().published()));
  }

  private void delivered(DeliveredMessage delivery) {
    if (!delivery.protocol().equals("email")) {
      return;
    }
    int number = mails.incrementAndGet();
    if (number <= SHOWN_ALERTS) {
      terminal.line(
          "  alert %s  %s"
              .formatted(
                  lake.clock().instant().toString().substring(11, 19),
                  delivery.message().subject()));
    } else if (number == SHOWN_ALERTS + 1) {
      terminal.line("  … further alerts are in " + plan.directory().resolve("outbox"));
    }
  }

  public void report(DemoReport report, PipelineReport pipeline) throws IOException {
    terminal.line("");
    counts(pipeline);
    pipeline
        .tables()
        .refined()
        .forEach((table, rows) -> count("refined", rows, "rows of the refined table " + table));
    count(
        "alerts",
        pipeline.alerts().published(),
        "published, " + pipeline.alerts().merged() + " further violations merged into summaries");
    if (pipeline.alerts().withheld() > 0) {
      count("withheld", pipeline.alerts().withheld(), "alerts beyond the budget, kept in alerts/");
    }
    pipeline.alerts().detection().ifPresent(this::show);
    for (Map.Entry<String, QueryOutcome> query : pipeline.queries().entrySet()) {
      show(query.getKey(), query.getValue());
    }
    terminal.line("");
    VerdictText verdict = new VerdictText(pipeline, plan.pipeline().stream().isPresent());
    if (pipeline.reconciled()) {
      terminal.line(terminal.good("reconciled") + ": " + verdict.equation());
    }
    terminal.line(
        "%.1f s, at most %d MB of memory; the lake is in %s"
            .formatted(pipeline.seconds(), report.peak().rssMb(), plan.directory()));
    terminal.line(coloured(pipeline, verdict.sentence()));
  }

  private void counts(PipelineReport pipeline) {
    Counts counts = pipeline.counts();
    String source = plan.pipeline().needsProducer() ? "by the source" : "put by others";
    count("produced", counts.produced(), source);
    for (UnplayedRows left : pipeline.undelivered().unplayed()) {
      String why = "rows of %s: the played time was over; --minutes %d plays them all";
      count("not played", left.rows(), why.formatted(left.file(), left.minutes()));
    }
    if (pipeline.undelivered().requests() > 0) {
      count("missed", pipeline.undelivered().requests(), "requests that brought nothing");
      causes(pipeline.undelivered().missed());
    }
    if (pipeline.stream().repeats() > 0) {
      count("repeats", pipeline.stream().repeats(), "given again by the source, with the same id");
    }
    count("stored", counts.stored(), "in raw/");
    count("rejected", counts.rejected(), "kept in rejected/ with the reason");
    causes(pipeline.undelivered().rejected());
    count("failed", counts.failed(), "kept in failed/, never reached the stream");
    causes(pipeline.undelivered().failed());
    count("duplicates", counts.duplicates(), "left out of trusted/ by id");
    RowCounts.Versions versions = pipeline.tables().versions();
    countIfAny("replaced", versions.replaced(), "older versions, replaced in trusted/");
    countIfAny("deleted", versions.deleted(), "ids whose latest version says so");
    count("dropped", counts.dropped(), "left out of trusted/ by rule");
    countIfAny("quarantined", pipeline.tables().quarantined(), "kept out of trusted/ by a check");
    count("trusted", counts.trusted(), "rows of Parquet, each id once");
  }

  private String coloured(PipelineReport pipeline, String sentence) {
    return pipeline.verdict() == Verdict.COMPLETE
        ? terminal.good(sentence)
        : terminal.bad(sentence);
  }

  private void causes(List<Cause> causes) {
    CauseLines.of(causes).forEach(line -> terminal.line("      " + line));
  }

  /** Why the ETL run failed, if it did, and what it says of its tables. */
  public void run(JsonNode run) {
    new RunFailures(terminal).lines(run).forEach(terminal::line);
    TableSummary.of(run, plan.time().to())
        .forEach(
            (table, notes) ->
                notes
                    .notes()
                    .forEach(note -> terminal.line("  table %s: %s".formatted(table, note))));
  }

  private void countIfAny(String what, long number, String meaning) {
    if (number > 0) {
      count(what, number, meaning);
    }
  }

  private void count(String what, long number, String meaning) {
    terminal.line("  %-10s %,10d  %s".formatted(what, number, terminal.faint(meaning)));
  }

  private void show(Detection detection) {
    terminal.line("");
    terminal.line(
        terminal.strong("alerts against the simulator's anomalies")
            + terminal.faint(
                "  %d of %d alerts match an injected anomaly (precision %.2f)"
                    .formatted(detection.matched(), detection.alerts(), detection.precision())));
    detection
        .kinds()
        .forEach(
            (kind, of) ->
                terminal.line(
                    "  %-10s %,10d  found of %d, recall %.2f"
                        .formatted(kind, of.found(), of.labels(), of.recall())));
  }

  private void show(String name, QueryOutcome query) throws IOException {
    terminal.line("");
    if (!query.succeeded()) {
      terminal.line(terminal.bad("query " + name + ": " + query.state()));
      return;
    }
    terminal.line(
        terminal.strong("query " + name)
            + terminal.faint("  %d rows, %s".formatted(query.rows(), query.csv())));
    CsvTable.render(rows(plan.directory().resolve(query.csv())), SHOWN_ROWS)
        .forEach(line -> terminal.line("  " + line));
  }

  private static List<List<String>> rows(Path csv) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CsvReader reader = new CsvReader(Files.newInputStream(csv), CsvDialect.of(','))) {
      for (CsvRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(row.cells());
      }
    }
    return rows;
  }
}
