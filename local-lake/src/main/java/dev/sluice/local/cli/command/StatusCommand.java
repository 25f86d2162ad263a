package dev.sluice.local.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.definition.InvalidPipelineException;
import dev.sluice.local.cli.client.GlueStatus;
import dev.sluice.local.cli.client.IcebergStatus;
import dev.sluice.local.cli.client.LakeFile;
import dev.sluice.local.cli.text.RunFailures;
import dev.sluice.local.cli.text.RunHolder;
import dev.sluice.local.cli.text.Terminal;
import dev.sluice.local.cli.watch.WatchFile;
import dev.sluice.local.report.AlertTotals;
import dev.sluice.local.report.DuplicateCheck;
import dev.sluice.local.report.Flow;
import dev.sluice.local.report.LakeCounts;
import dev.sluice.local.report.TableSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    description =
        "Shows what is in a running lake, its last ETL run, crawls and job runs, what goes wrong,"
            + " and what to do about it.",
    footer = {
      "",
      "Examples:",
      "  sluice status --dir .sluice/lake",
      "  sluice query windfarm \"$(sluice status --check windfarm)\""
    })
public final class StatusCommand implements Callable<Integer> {
  @Option(
      names = "--check",
      paramLabel = "PIPELINE",
      description =
          "Only print the SQL that counts a pipeline's rows and their different ids, for Athena or"
              + " `sluice query`; needs no running lake.")
  String check;

  @Mixin RunningLakeOption running;

  @Override
  public Integer call() throws IOException {
    if (check != null) {
      System.out.println(DuplicateCheck.sql(SluiceHome.load(check)));
      return 0;
    }
    LakeFile lake = running.lake();
    Terminal terminal = Terminal.system();
    WatchFile watch = WatchFile.of(running.directory);
    terminal.line("lake at " + lake.endpoint() + ", page at " + lake.dashboard());
    troubles(watch, "").forEach(line -> terminal.line(terminal.bad("trouble ") + line));
    for (Map.Entry<String, LakeFile.Resources> entry : lake.pipelines().entrySet()) {
      terminal.line("");
      terminal.line(terminal.strong(entry.getKey()));
      Path bucket = running.directory.resolve("s3").resolve(entry.getValue().bucket());
      show(counts(bucket, entry), isProducedHere(entry.getValue()), terminal);
      stopped(watch, entry.getKey()).forEach(terminal::line);
      String next = watch.nextRuns().getOrDefault(entry.getKey(), "");
      terminal.line("  next ETL run: " + (next.isEmpty() ? "none by itself" : next));
      troubles(watch, entry.getKey())
          .forEach(line -> terminal.line("  " + terminal.bad("trouble ") + line));
      show(AlertTotals.in(bucket, entry.getKey()), terminal);
      inGlue(lake, entry.getKey()).forEach(line -> terminal.line("  " + line));
    }
    return 0;
  }

  private static List<String> inGlue(LakeFile lake, String pipeline) throws IOException {
    LakeFile.Resources resources = lake.pipeline(pipeline);
    List<String> lines = new ArrayList<>();
    new IcebergStatus(lake.client(), resources.database(), lake.bucket(resources))
        .lines()
        .forEach(line -> lines.add("Iceberg table " + line));
    lines.addAll(new GlueStatus(lake.client(), "sluice-" + pipeline).lines());
    return lines;
  }

  private static boolean isProducedHere(LakeFile.Resources resources) {
    return resources.functions().containsKey("ProducerFunction");
  }

  private static List<String> troubles(WatchFile watch, String pipeline) {
    return watch.troubles().getOrDefault(pipeline, List.of());
  }

  private static List<String> stopped(WatchFile watch, String pipeline) {
    return watch.stopped().getOrDefault(pipeline, List.of()).stream()
        .map("  source %s does not run: 'runs: false'"::formatted)
        .toList();
  }

  /** The definition may need settings that only the lake's own process was given. */
  private static LakeCounts counts(Path bucket, Map.Entry<String, LakeFile.Resources> pipeline) {
    try {
      Path definition = Path.of(pipeline.getValue().definition());
      return new LakeCounts(bucket, SluiceHome.load(definition));
    } catch (InvalidPipelineException e) {
      return new LakeCounts(bucket, pipeline.getKey());
    }
  }

  private static void show(AlertTotals alerts, Terminal terminal) {
    terminal.line(
        "  alerts %,d, of which %,d beyond the budget were not sent"
            .formatted(alerts.all(), alerts.withheld()));
  }

  private static void show(LakeCounts counts, boolean isProducedHere, Terminal terminal)
      throws IOException {
    terminal.line("  " + Flow.of(counts, isProducedHere).line());
    JsonNode run = counts.run();
    terminal.line("  ETL: " + RunHolder.line(run, Instant.now()).orElse(LakeCounts.step(run)));
    new RunFailures(terminal).lines(run).forEach(line -> terminal.line("    " + line));
    TableSummary.of(run, Instant.now())
        .forEach(
            (table, notes) -> {
              String newest = notes.newest().isEmpty() ? "" : ", " + notes.newest();
              terminal.line("    %s: %s%s".formatted(table, notes.rows(), newest));
              notes.notes().forEach(note -> terminal.line("      " + terminal.bad(note)));
            });
  }
}
