package dev.sluice.local.cli.command;

import static java.util.Comparator.naturalOrder;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.record.Period;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.UsageFailure;
import dev.sluice.local.cli.text.Terminal;
import dev.sluice.local.lake.MaskKeyFile;
import dev.sluice.local.lake.PipelinePlace;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.StackChoice;
import dev.sluice.local.play.OldRows;
import dev.sluice.local.play.PlayPlan;
import dev.sluice.local.play.StreamCheck;
import dev.sluice.local.report.DemoReport;
import dev.sluice.local.standin.Senders;
import dev.sluice.local.standin.StandIns;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.fault.FaultProfile;
import dev.sluice.localaws.fault.SeededFaults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "demo",
    description =
        "Plays a pipeline from source to query results as fast as it goes, and proves that nothing"
            + " was lost or doubled.",
    footer = {
      "",
      "Examples:",
      "  sluice demo windfarm",
      "  sluice demo windfarm --minutes 20 --faults rough",
      "  sluice demo seattle --json report.json",
      "  sluice demo windfarm --set TEMPERATURE_MAX=30",
      "  sluice demo windfarm --parameter RawDelivery=firehose",
      "  sluice demo windfarm --profile classic",
      "  sluice demo mine --records mine.ndjson",
      "%nSLUICE_START_SECONDS=180 gives functions longer to start than 60 s, on a busy machine.%n",
      "Exit code 0: all that the source gave is in a table, was dropped by a rule, or",
      "is a reported duplicate, and every query has a result. 1: something is lost or",
      "can't be explained. 2: refused before anything is played. 4: the rest is",
      "accounted for, but requests were missed, or records failed or were rejected."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int ROUNDS = 24;
  private static final Duration SHORT = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofHours(12);

  @Parameters(
      arity = "0..1",
      paramLabel = "PIPELINE",
      description = PipelineFinder.GIVEN + " Default: ${DEFAULT-VALUE}.")
  String pipeline = "windfarm";

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description =
          "Event time; default 60, or 24 rounds of an API that is asked, at most 720. Of a replayed"
              + " file comes what its ticks reach.")
  Integer minutes;

  @Option(names = "--seed", paramLabel = "N", description = "Default ${DEFAULT-VALUE}.")
  long seed = 42;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      converter = OptionTypes.Time.class,
      description = "When the played time begins; default ${DEFAULT-VALUE}.")
  Instant start = Instant.parse("2026-06-01T12:00:00Z");

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where the lake is kept; emptied first. Default .sluice/demo/PIPELINE.")
  Path directory;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      converter = OptionTypes.OutputFile.class,
      description = "Write the report as JSON.")
  Path json;

  @Option(
      names = "--records",
      paramLabel = "FILE",
      description =
          "Records for a pipeline that others fill, one JSON record a line; put when the played"
              + " time begins.")
  Path records;

  @Mixin StackOptions stack;

  @Option(
      names = "--faults",
      paramLabel = "PROFILE",
      description = "none, mild, rough, throttle, duplicates, slow-s3; default ${DEFAULT-VALUE}.")
  String faults = "none";

  @Option(
      names = "--answers",
      paramLabel = "FILE|DIR",
      description =
          "Recorded answers of the pipeline's API, which is not asked then: a file for all"
              + " requests, or a folder of files that are given one after the other; those of a"
              + " request begin with its name, e.g. forecast_latitude_52.5.json for"
              + " /v1/forecast?latitude=52.5.")
  Path answers;

  @Override
  public Integer call() throws IOException, InterruptedException {
    refuseNoTime();
    stack.preset("SEED", Long.toString(seed));
    PipelineFinder.Found found = stack.profiled(SluiceHome.find(pipeline));
    StackChoice choice = stack.choice(found);
    Pipeline definition = stack.load(found, choice);
    stack.refuseUnknownSettings();
    refuseRealTime(definition);
    refuseTooMuch(found.place(), definition, choice);
    Path lake = directory != null ? directory : Path.of(".sluice", "demo", found.name());
    StandIns.problem(definition, Optional.ofNullable(answers)).ifPresent(DemoCommand::refuse);
    MaskKeyFile.problem(definition, lake).ifPresent(DemoCommand::refuse);
    FaultPlan faultPlan = faults();
    PlayPlan.Given given =
        new PlayPlan.Given(Optional.ofNullable(answers), Optional.ofNullable(records));
    Period time = time(definition);
    DemoReport report;
    try (LakeDirectory held = LakeDirectory.empty(lake)) {
      PlayPlan plan =
          new PlayPlan(found.place(), definition, choice, held.path(), time, faultPlan, given);
      report = new Demo(plan, Terminal.system()).run();
    }
    if (json != null) {
      report.writeTo(json);
    }
    return report.verdict().exitCode();
  }

  private static void refuse(String problem) {
    throw new UsageFailure(problem);
  }

  private static void refuseRealTime(Pipeline definition) {
    if (definition.runsAtEdge()) {
      throw new UsageFailure(
          "%1$s has a source 'lines', which gives records as they come: no hour of it can be played in seconds. Take 'sluice up %1$s'."
              .formatted(definition.name()));
    }
  }

  /** Before the folder of the last demo is emptied. */
  private void refuseTooMuch(PipelinePlace place, Pipeline definition, StackChoice choice)
      throws IOException {
    PipelineStack planned = PipelineStack.of(place, definition, choice);
    Optional<String> problem = Senders.problem(definition, Optional.ofNullable(records));
    if (problem.isEmpty()) {
      problem = StreamCheck.problem(definition, planned, start);
    }
    problem.ifPresent(DemoCommand::refuse);
    Terminal terminal = Terminal.system();
    OldRows.warnings(definition, start).forEach(each -> terminal.line("warning: " + each));
  }

  private Period time(Pipeline definition) {
    return new Period(start, start.plus(length(definition)));
  }

  private Duration length(Pipeline definition) {
    if (minutes != null) {
      return Duration.ofMinutes(minutes);
    }
    return definition.tickedSources().values().stream()
        .filter(source -> source instanceof HttpSource && source.needsStream())
        .map(source -> source.every().multipliedBy(ROUNDS))
        .filter(length -> length.compareTo(SHORT) > 0 && length.compareTo(LONG) <= 0)
        .max(naturalOrder())
        .orElse(SHORT);
  }

  private FaultPlan faults() {
    if (faults.equals("none")) {
      return FaultPlan.NONE;
    }
    try {
      return new SeededFaults(FaultProfile.named(faults), seed);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private void refuseNoTime() {
    if (minutes != null && minutes < 1) {
      throw new CommandFailure("--minutes must be at least 1, not " + minutes + ".");
    }
  }
}
