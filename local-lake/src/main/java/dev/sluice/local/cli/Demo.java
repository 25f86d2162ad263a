package dev.sluice.local.cli;

import dev.sluice.local.lake.LakeSettings;
import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.report.DemoReport;
import dev.sluice.local.report.PipelineReport;
import dev.sluice.local.report.ProcessMemory;
import dev.sluice.local.report.ReportReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Plays a pipeline: starts a lake, plays the time, drains, runs ETL and queries, reports. */
final class Demo {
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final Duration LONGEST_DRAIN = Duration.ofHours(6);

  private final DemoPlan plan;
  private final Terminal terminal;
  private final ProcessMemory memory = new ProcessMemory();

  Demo(DemoPlan plan, Terminal terminal) {
    this.plan = plan;
    this.terminal = terminal;
  }

  DemoReport run() throws IOException, InterruptedException {
    ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
    sampler.scheduleAtFixedRate(memory::sample, 0, 200, TimeUnit.MILLISECONDS);
    String name = plan.pipeline().name();
    PipelineStack stack = PipelineStack.of(SluiceHome.template(), name, plan.settings());
    terminal.line(
        "Playing %d minutes of %s from %s on"
            .formatted(plan.length().toMinutes(), terminal.strong(name), plan.start()));
    try (LocalLake lake = LocalLake.start(settings(stack))) {
      DemoConsole console = new DemoConsole(terminal, lake, plan);
      warmUp(lake);
      double readySeconds = sinceStart();
      console.ready(readySeconds);
      long started = System.nanoTime();
      play(lake, console);
      new EtlRounds(lake, stack).run();
      double seconds = (System.nanoTime() - started) / 1e9;
      PipelineReport pipeline =
          new ReportReader(lake, stack, plan.pipeline()).read(rounded(seconds));
      memory.sample();
      DemoReport report =
          new DemoReport(rounded(readySeconds), memory.peakMb(), Map.of(name, pipeline));
      console.report(report, pipeline);
      return report;
    } finally {
      sampler.shutdownNow();
    }
  }

  private LakeSettings settings(PipelineStack stack) {
    return new LakeSettings(
        SluiceHome.root(),
        plan.directory(),
        List.of(stack.stack()),
        0,
        Optional.of(begin()),
        plan.faults(),
        plan.seed());
  }

  /** A schedule fires at once, and the first firing's records are those of the minute before. */
  private Instant begin() {
    return plan.start().plus(STEP);
  }

  private static void warmUp(LocalLake lake) {
    lake.warmUp()
        .forEach(
            (function, problem) -> {
              throw new CommandFailure(function + " did not start: " + problem);
            });
  }

  private void play(LocalLake lake, DemoConsole console) throws InterruptedException {
    Instant end = begin().plus(plan.length());
    for (Instant next = begin().plus(STEP); !next.isAfter(end); next = next.plus(STEP)) {
      lake.timeline().runUntil(next);
      console.progress(next);
    }
    lake.stopSchedules();
    if (!lake.timeline().drain(end.plus(LONGEST_DRAIN))) {
      throw new CommandFailure(
          "the streams were not drained within %s of played time; the logs are in %s"
              .formatted(LONGEST_DRAIN, plan.directory().resolve("logs")));
    }
  }

  private static double sinceStart() {
    return (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 100) / 100.0;
  }
}
