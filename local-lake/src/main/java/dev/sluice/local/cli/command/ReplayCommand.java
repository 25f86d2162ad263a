package dev.sluice.local.cli.command;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.Rebuild;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.EtlFunction;
import dev.sluice.local.cli.client.LakeFile;
import dev.sluice.local.cli.client.RebuildRun;
import dev.sluice.local.cli.client.TailStart;
import dev.sluice.local.cli.client.UsageFailure;
import dev.sluice.local.cli.text.Terminal;
import dev.sluice.local.replay.RuleHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "replay",
    description = {
      "Goes once more through what a running lake has in raw for a period.",
      "Rebuilds the trusted partitions of that time, although they are up to date; or, with"
          + " --rules, shows the alerts that the pipeline's rules, staging ones too, would have"
          + " made."
    },
    footer = {
      "",
      "Examples:",
      "  sluice replay windfarm --from 2026-06-01T00:00:00Z --to 2026-06-02T00:00:00Z",
      "  sluice replay windfarm --from 2h",
      "  sluice replay windfarm --from 2h --overwrite-foreign",
      "  sluice replay windfarm --from 1d --rules",
      "  sluice replay windfarm --from start --rules --json | jq .subject",
      "",
      "With --rules nothing is published. Records come in order of their event time, each id once;"
          + " what rules remember begins empty at --from."
    })
public final class ReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PIPELINE")
  String pipeline;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "WHEN",
      converter = TailStart.Converter.class,
      description =
          "Where the period begins: a time like 2026-06-01T12:00:00Z, 5m (so long ago; s, m, h, d)"
              + " or start (of all there is).")
  TailStart from;

  @Option(
      names = "--to",
      paramLabel = "WHEN",
      converter = TailStart.Converter.class,
      description = "Where it ends, itself not part of it; by default now.")
  TailStart to = TailStart.NOW;

  @Option(
      names = "--rules",
      description = "Run the alert rules over the period; change and publish nothing.")
  boolean rules;

  @Option(
      names = "--overwrite-foreign",
      description =
          "In Iceberg tables: rows that others have put into these partitions, or changed, go."
              + " Without it such a partition stays as it is, and the run fails.")
  boolean overwriteForeign;

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      description =
          "With --rules: in which a rule's further violations by a device are merged into one"
              + " summary; default ${DEFAULT-VALUE}, as the template's AlertWindowSeconds.")
  long window = 300;

  @Option(
      names = "--json",
      description = "One JSON object a line: with --rules each alert, else the run as it ended.")
  boolean json;

  @Mixin RunningLakeOption running;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant now = Instant.now();
    Instant begin = from.oldest() ? Instant.EPOCH : from.time().orElse(now);
    Instant end = to.time().orElse(now);
    if (!begin.isBefore(end) || to.oldest()) {
      throw new CommandFailure(
          "the period is empty: --from %s is not before --to %s.".formatted(begin, end));
    }
    if (rules && overwriteForeign) {
      throw new UsageFailure("--overwrite-foreign is for rebuilding; --rules changes nothing.");
    }
    LakeFile lake = running.lake();
    Period period = new Period(begin, end);
    return rules ? replayRules(lake, period) : rebuild(lake, period);
  }

  private int rebuild(LakeFile lake, Period period) throws IOException, InterruptedException {
    LakeFile.Resources resources = lake.pipeline(pipeline);
    RebuildRun run =
        new RebuildRun(
            EtlFunction.of(lake, pipeline), lake.bucket(resources), LakeFile.nameOf(pipeline));
    return run.follow(new Rebuild(period, overwriteForeign), json, Terminal.system()) ? 0 : 1;
  }

  private int replayRules(LakeFile lake, Period period) throws IOException {
    LakeFile.Resources resources = lake.pipeline(pipeline);
    Pipeline definition = SluiceHome.load(Path.of(resources.definition()));
    if (definition.alerts().isEmpty()) {
      throw new CommandFailure(pipeline + " has no alert rules.");
    }
    if (window < 1) {
      throw new CommandFailure("--window must be at least 1, not " + window + ".");
    }
    ReplayedAlerts alerts = new ReplayedAlerts(definition, json);
    Path folder = Files.createTempDirectory("sluice-replay-");
    try {
      RuleHistory.Outcome outcome =
          new RuleHistory(definition, lake.bucket(resources), folder)
              .run(period, Duration.ofSeconds(window), alerts);
      alerts.end(outcome);
      return outcome.unreadable().isEmpty() ? 0 : 1;
    } finally {
      Files.deleteIfExists(folder);
    }
  }
}
