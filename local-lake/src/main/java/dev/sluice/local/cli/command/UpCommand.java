package dev.sluice.local.cli.command;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.LakeFile;
import dev.sluice.local.cli.client.UsageFailure;
import dev.sluice.local.cli.text.Terminal;
import dev.sluice.local.cli.text.UpConsole;
import dev.sluice.local.cli.watch.LakeWatch;
import dev.sluice.local.lake.LakeSettings;
import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.MaskKeyFile;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.StackChoice;
import dev.sluice.local.play.OldRows;
import dev.sluice.local.play.StreamCheck;
import dev.sluice.local.ui.DashboardServer;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Callers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "up",
    description = "Runs pipelines in real time, until Ctrl-C.",
    footer = {
      "",
      "What was acknowledged is kept in DIR, even if the process is killed: the next `up` goes on.",
      "SLUICE_HEAP=512m gives the lake more memory than 256 MB.",
      "SLUICE_START_SECONDS=180 gives functions longer to start than 60 s, on a busy machine.",
      "SLUICE_FUNCTION_HEAP_MIB=832 gives functions up to 832 MiB of heap, instead of 192;",
      "SLUICE_FUNCTION_INSTANCES=4 lets a function have more processes than one.",
      "",
      "Examples:",
      "  sluice up windfarm",
      "  sluice up quickstart --parameter RawDelivery=firehose",
      "  sluice up windfarm --profile classic",
      "  sluice up windfarm seattle --port 4577 --ui 8081 --dir /tmp/lake"
    })
public final class UpCommand implements Callable<Integer> {
  private static final Duration FOREVER = Duration.ofDays(36_500);

  @Parameters(
      arity = "0..*",
      paramLabel = "PIPELINE",
      description = PipelineFinder.GIVEN + " Default: windfarm.")
  List<String> pipelines = List.of("windfarm");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = OptionTypes.Port.class,
      description = "Of the AWS endpoint, 0 for any; default ${DEFAULT-VALUE}.")
  int port = 4566;

  @Option(
      names = "--ui",
      paramLabel = "PORT",
      converter = OptionTypes.Port.class,
      description = "Of the page, 0 for any; default ${DEFAULT-VALUE}.")
  int ui = 8080;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where the lake is kept; default ${DEFAULT-VALUE}.")
  Path directory = LakeFile.DEFAULT_DIRECTORY;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description =
          "A name by which requests may reach the lake, besides localhost, e.g."
              + " host.docker.internal with Docker Desktop; repeatable. On Linux run the container"
              + " with --network host instead: the ports are bound to 127.0.0.1.")
  Set<String> hosts = Set.of();

  @Option(
      names = "--access-key",
      paramLabel = "KEY",
      defaultValue = "${env:SLUICE_ACCESS_KEY}",
      description =
          "The only access key that the AWS endpoint takes (SLUICE_ACCESS_KEY hides it from other"
              + " users); default: any.")
  Optional<String> accessKey = Optional.empty();

  @Mixin StackOptions chosen;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, String> files = new TreeMap<>();
    List<EdgeProcesses.Start> planned = plan(files);
    List<Pipeline> definitions = planned.stream().map(EdgeProcesses.Start::definition).toList();
    List<PipelineStack> stacks = planned.stream().map(EdgeProcesses.Start::stack).toList();
    try (LakeDirectory held = LakeDirectory.use(directory);
        LocalLake lake = LocalLake.start(lakeSettings(stacks));
        LakeWatch watch = LakeWatch.start(lake, held.path(), stacks, definitions);
        DashboardServer page =
            DashboardServer.start(
                ui, callers(), new RunningLake(lake, watch.troubles(), stacks, definitions));
        EdgeProcesses processes =
            new EdgeProcesses(
                held.path(), SluiceHome.root().resolve(EdgeProcesses.PACKAGE), Terminal.system())) {
      Terminal terminal = Terminal.system();
      show(lake, watch, new UpConsole(terminal, stacks));
      tell(file(lake, page, stacks, files), held.path());
      UpResources.introduce(terminal, lake, page.address(), callers().key());
      UpResources.forSam(terminal, stacks, lake.endpoint(), hosts);
      for (int i = 0; i < stacks.size(); i++) {
        UpResources.hint(terminal, definitions.get(i), stacks.get(i));
      }
      terminal.line("Ctrl-C ends it.");
      lake.warmUp().forEach((name, problem) -> terminal.line(terminal.bad(name) + " " + problem));
      processes.start(planned, lake.endpoint(), callers().key());
      lake.timeline().runUntil(Instant.now().plus(FOREVER));
    }
    return 0;
  }

  private List<EdgeProcesses.Start> plan(Map<String, String> files) throws IOException {
    List<EdgeProcesses.Start> planned = new ArrayList<>();
    for (String name : pipelines) {
      PipelineFinder.Found found = chosen.profiled(SluiceHome.find(name));
      StackChoice choice = chosen.choice(found);
      Pipeline definition = chosen.load(found, choice);
      if (files.put(definition.name(), found.file().toString()) != null) {
        throw new UsageFailure(
            definition.name() + " is named twice; a lake runs each pipeline once. Name it once.");
      }
      PipelineStack stack = PipelineStack.of(found.place(), definition, choice);
      refuseNoKey(definition);
      refuseTooMuch(definition, stack);
      planned.add(new EdgeProcesses.Start(definition, found.place().folder(), stack));
    }
    chosen.refuseUnknownSettings();
    return planned;
  }

  /** Other commands find the lake by its file, for as long as it runs. */
  private void tell(LakeFile file, Path folder) throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> LakeFile.remove(directory), "up-end"));
    file.writeTo(folder);
  }

  private static void show(LocalLake lake, LakeWatch watch, UpConsole console) {
    watch.troubles().onTrouble(console::trouble);
    lake.trouble()
        .onRoom(
            text -> {
              watch.diskHasRoom();
              console.terminal().line(text);
            });
    lake.topics().onDelivery(console::delivered);
  }

  private void refuseNoKey(Pipeline definition) {
    Optional<String> problem = MaskKeyFile.problem(definition, directory);
    if (problem.isPresent()) {
      throw new UsageFailure(problem.get());
    }
  }

  private static void refuseTooMuch(Pipeline definition, PipelineStack stack) throws IOException {
    Optional<String> problem = StreamCheck.problem(definition, stack, Instant.now());
    if (problem.isPresent()) {
      throw new UsageFailure(problem.get());
    }
    Terminal terminal = Terminal.system();
    OldRows.warnings(definition, Instant.now()).forEach(each -> terminal.line("warning: " + each));
  }

  private Callers callers() {
    try {
      return new Callers(hosts, accessKey);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private LakeSettings lakeSettings(List<PipelineStack> stacks) {
    return new LakeSettings(
        SluiceHome.root(),
        directory,
        stacks.stream().map(PipelineStack::stack).toList(),
        port,
        Optional.empty(),
        FaultPlan.NONE,
        callers());
  }

  private LakeFile file(
      LocalLake lake, DashboardServer page, List<PipelineStack> stacks, Map<String, String> files) {
    Map<String, LakeFile.Resources> resources = new TreeMap<>();
    stacks.forEach(
        stack ->
            resources.put(stack.pipeline(), UpResources.of(stack, files.get(stack.pipeline()))));
    return new LakeFile(
        lake.endpoint().toString(),
        page.address().toString(),
        ProcessHandle.current().pid(),
        callers().key(),
        resources);
  }
}
