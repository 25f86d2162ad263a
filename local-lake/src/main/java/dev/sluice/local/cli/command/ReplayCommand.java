package dev.sluice.local.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.Rebuild;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.ErasedKey;
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
          + " made; or, with --erase, lets all go that has a value in a column."
    },
    footer = {
      "",
      "Examples:",
      "  sluice replay windfarm --from 2026-06-01T00:00:00Z --to 2026-06-02T00:00:00Z",
      "  sluice replay windfarm --from 2h",
      "  sluice replay windfarm --from 2h --overwrite-foreign",
      "  sluice replay windfarm --from 1d --rules",
      "  sluice replay windfarm --from start --rules --json | jq .subject",
      "  sluice replay shop --erase customer_id=4711",
      "",
      "With --rules nothing is published. Records come in order of their event time, each id once;"
          + " what rules remember begins empty at --from.",
      "",
      "With --erase records go from raw, what is made of them is made again, and whatever the lake"
          + " has of former states is deleted, Iceberg snapshots too. It ends with a verdict, and"
          + " exit code 1 unless all is erased; given again, it goes on. What is not in the bucket"
          + " (the stream until its retention ends, sent alerts, logs, old versions of objects,"
          + " backups) keeps it: see OPERATIONS, 'Erase a key'."
    })
public final class ReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PIPELINE")
  String pipeline;

  @Option(
      names = "--from",
      paramLabel = "WHEN",
      converter = TailStart.Converter.class,
      description =
          "Where the period begins: a time like 2026-06-01T12:00:00Z, 5m (so long ago; s, m, h, d)"
              + " or start (of all there is). With --erase all there is by default.")
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
      names = "--erase",
      paramLabel = "COLUMN=VALUE",
      description =
          "Erase all records that have this value in a column of trusted tables: a text, a whole"
              + " number or a date, as the tables have it; of a masked column, the masked one.")
  String erase;

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
    if (erase != null) {
      return erase();
    }
    if (from == null) {
      throw new UsageFailure("Missing required option: '--from=WHEN'");
    }
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

  private int erase() throws IOException, InterruptedException {
    int equals = erase.indexOf('=');
    if (equals < 1 || equals == erase.length() - 1 || rules || to.oldest()) {
      throw new UsageFailure(
          "--erase wants COLUMN=VALUE, such as customer_id=4711, and is not for --rules.");
    }
    ObjectNode asked =
        JsonNodeFactory.instance
            .objectNode()
            .put("column", erase.substring(0, equals))
            .put("value", erase.substring(equals + 1))
            .put("overwriteForeign", overwriteForeign);
    if (from != null && !from.oldest()) {
      asked.put("from", from.time().orElseGet(Instant::now).toString());
    }
    to.time().ifPresent(end -> asked.put("to", end.toString()));
    LakeFile lake = running.lake();
    return new ErasedKey(EtlFunction.of(lake, pipeline)).follow(asked, json, Terminal.system())
        ? 0
        : 1;
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
