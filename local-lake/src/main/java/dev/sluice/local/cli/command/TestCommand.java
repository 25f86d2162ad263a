package dev.sluice.local.cli.command;

import dev.sluice.core.definition.InvalidPipelineException;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.text.CountsText;
import dev.sluice.local.cli.text.Terminal;
import dev.sluice.local.tests.PipelineTest;
import dev.sluice.local.tests.TestOutcome;
import dev.sluice.local.tests.TestReport;
import dev.sluice.local.tests.TestedPipeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "test",
    description = {
      "Runs the tests that stand in pipelines' files, without a lake: what comes in, and what is"
          + " expected of tables, queries and alerts."
    },
    footer = {
      "",
      "Examples:",
      "  sluice test                                 those of all your own pipelines",
      "  sluice test windfarm path/to/mine.yaml",
      "  sluice test mine --only a-hot-reading --set TEMPERATURE_MAX=30",
      "  sluice test --junit target/sluice.xml",
      "",
      "Exit code 1 if a test fails, a definition has problems, or a named pipeline has no tests."
    })
public final class TestCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "PIPELINE",
      description = PipelineFinder.GIVEN + " Default: all of SLUICE_PIPELINES_DIR and ./pipelines.")
  List<String> pipelines = List.of();

  @Option(
      names = "--only",
      paramLabel = "TEST",
      description = "Only tests of this name; repeatable.")
  List<String> only = List.of();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "A value for a $${NAME} of the pipelines; repeatable. Others come from SLUICE_SETTINGS.")
  Map<String, String> chosen = new HashMap<>();

  @Option(names = "--json", description = "Print one JSON object instead.")
  boolean json;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      converter = OptionTypes.OutputFile.class,
      description = "Also write a report as JUnit's, for CI systems.")
  Path junit;

  private final Terminal terminal = Terminal.system();
  private final List<TestOutcome> outcomes = new ArrayList<>();
  private final AskedSettings asked = new AskedSettings();
  private boolean failed;

  @Override
  public Integer call() throws IOException {
    List<String> wanted =
        pipelines.isEmpty() ? List.copyOf(SluiceHome.finder().ownNames()) : pipelines;
    for (String pipeline : wanted) {
      test(SluiceHome.find(pipeline));
    }
    if (!failed) {
      asked.refuseUnknown(chosen.keySet()); // a broken definition has asked for nothing
    }
    if (!only.isEmpty() && outcomes.isEmpty()) {
      throw new CommandFailure("no test is named " + String.join(" or ", only) + ".");
    }
    TestReport report = new TestReport(outcomes);
    if (json) {
      System.out.println(report.json());
    } else {
      summary();
    }
    if (junit != null) {
      Files.createDirectories(junit.toAbsolutePath().getParent());
      try (OutputStream out = Files.newOutputStream(junit)) {
        report.writeJunit(out);
      }
    }
    return failed ? 1 : 0;
  }

  private void test(PipelineFinder.Found found) throws IOException {
    Map<String, String> settings = new HashMap<>(SluiceHome.settings());
    settings.putAll(chosen);
    try {
      TestedPipeline tested = TestedPipeline.load(found.file(), asked.of(settings));
      if (tested.tests().isEmpty() && !pipelines.isEmpty()) {
        failed = true;
        say(terminal.bad("no tests") + "  in " + found.file() + ": write them under 'tests:'");
      }
      for (PipelineTest test : tested.tests()) {
        if (only.isEmpty() || only.contains(test.name())) {
          tell(found.file(), test, tested.run(test));
        }
      }
    } catch (InvalidPipelineException e) {
      failed = true;
      outcomes.add(new TestOutcome(found.name(), "definition", 0, List.of(e.getMessage())));
      say(terminal.bad("invalid") + "  " + found.file() + ":");
      say(e.getMessage().indent(2).stripTrailing());
    }
  }

  private void tell(Path file, PipelineTest test, TestOutcome outcome) {
    outcomes.add(outcome);
    failed |= !outcome.isGood();
    say(
        "%s  %s %s (%.1f s)"
            .formatted(
                outcome.isGood() ? terminal.good("ok    ") : terminal.bad("FAILED"),
                outcome.pipeline(),
                outcome.name(),
                outcome.seconds()));
    if (!outcome.isGood()) {
      say("        %s:%d".formatted(file, test.line()));
      outcome.differences().forEach(line -> say("        " + line));
    }
  }

  private void summary() {
    long bad = outcomes.stream().filter(outcome -> !outcome.isGood()).count();
    say("%s, %d failed".formatted(CountsText.of(outcomes.size(), "test"), bad));
  }

  private void say(String line) {
    if (!json) {
      terminal.line(line);
    }
  }
}
