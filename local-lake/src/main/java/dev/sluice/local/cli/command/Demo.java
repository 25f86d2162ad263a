package dev.sluice.local.cli.command;

import dev.sluice.local.cli.text.DemoConsole;
import dev.sluice.local.cli.text.Terminal;
import dev.sluice.local.play.Play;
import dev.sluice.local.play.PlayPlan;
import dev.sluice.local.report.DemoReport;
import dev.sluice.local.report.LakeCounts;
import dev.sluice.local.report.PipelineReport;
import dev.sluice.local.report.ProcessMemory;
import dev.sluice.local.standin.StandIns;
import dev.sluice.localaws.template.StackModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Plays a pipeline and shows it: starts a lake, plays the time, runs ETL and queries, reports. */
final class Demo {
  private final PlayPlan plan;
  private final Terminal terminal;
  private final ProcessMemory memory = new ProcessMemory();

  Demo(PlayPlan plan, Terminal terminal) {
    this.plan = plan;
    this.terminal = terminal;
  }

  DemoReport run() throws IOException, InterruptedException {
    ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
    sampler.scheduleAtFixedRate(memory::sample, 0, 200, TimeUnit.MILLISECONDS);
    terminal.line(
        "Playing %d minutes of %s from %s on"
            .formatted(
                plan.minutes(), terminal.strong(plan.pipeline().name()), plan.time().from()));
    sayWhatIsReallyAsked();
    Thread interrupted = new Thread(this::interrupted, "demo-interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try (Play play = Play.start(plan)) {
      return run(play);
    } finally {
      forget(interrupted);
      sampler.shutdownNow();
    }
  }

  private DemoReport run(Play play) throws IOException, InterruptedException {
    String name = plan.pipeline().name();
    DemoConsole console = new DemoConsole(terminal, play.lake(), plan);
    play.warmUp();
    double readySeconds = sinceStart();
    console.ready(readySeconds);
    play.note().ifPresent(note -> terminal.line("  " + note));
    long started = System.nanoTime();
    play.land();
    play.play(console::progress);
    play.drain();
    play.runEtl();
    double seconds = (System.nanoTime() - started) / 1e9;
    PipelineReport pipeline = play.report(rounded(seconds));
    memory.sample();
    DemoReport report =
        new DemoReport(
            choices(play.stack().stack()),
            rounded(readySeconds),
            memory.peak(),
            Map.of(name, pipeline));
    console.run(new LakeCounts(play.bucket(), name).run());
    console.report(report, pipeline);
    return report;
  }

  /** Before it is: an API may count and charge for what comes in a burst. */
  private void sayWhatIsReallyAsked() {
    Set<String> servers =
        plan.given().answers().isPresent() ? Set.of() : StandIns.realServers(plan.pipeline());
    if (!servers.isEmpty()) {
      terminal.line(
          "  asks %s, really: the requests of %d minutes, as fast as they go; --answers FILE|DIR plays recorded answers instead"
              .formatted(String.join(", ", servers), plan.minutes()));
    }
  }

  private void interrupted() {
    terminal.line(
        "interrupted: the play did not come to its end, so nothing is proved; what there is of the"
            + " lake is in "
            + plan.directory());
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending, and the hook has run or runs
    }
  }

  private static Map<String, String> choices(StackModel stack) {
    return Map.of(
        "engine",
        stack.all(StackModel.Job.class).isEmpty() ? "embedded" : "glue",
        "catalog",
        catalog(stack));
  }

  private static String catalog(StackModel stack) {
    return stack.functions().stream()
        .map(function -> function.spec().environment().get("SLUICE_CATALOG"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("declared");
  }

  private static double sinceStart() {
    return (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 100) / 100.0;
  }
}
