package dev.sluice.local.cli.command;

import dev.sluice.core.definition.InvalidPipelineException;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.text.CountsText;
import dev.sluice.local.cli.text.Terminal;
import dev.sluice.local.lake.PipelinePlace;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.play.OldRows;
import dev.sluice.local.sql.DecimalDivision;
import dev.sluice.local.tests.TestedPipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "validate",
    description = "Shows all problems of pipeline files.",
    footer = {
      "",
      "Example:",
      "  sluice validate windfarm",
      "  sluice validate path/to/mine.yaml",
      "  sluice validate pipelines/windfarm.yaml --set TEMPERATURE_MAX=40",
      "",
      "Exit code 1 if a file has problems; warnings leave it 0."
    })
public final class ValidateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "PIPELINE", description = PipelineFinder.GIVEN)
  List<String> pipelines;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "A value for a $${NAME} of the pipelines; repeatable. Others come from SLUICE_SETTINGS.")
  Map<String, String> chosen = new HashMap<>();

  private final AskedSettings asked = new AskedSettings();

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Terminal.system();
    Map<String, String> settings = new HashMap<>(SluiceHome.settings());
    settings.putAll(chosen);
    boolean isGood = true;
    for (String file : pipelines) {
      isGood &= isValid(file, settings, terminal);
    }
    if (isGood) {
      asked.refuseUnknown(chosen.keySet());
    }
    return isGood ? 0 : 1;
  }

  private boolean isValid(String given, Map<String, String> settings, Terminal terminal)
      throws IOException {
    Path file;
    try {
      file = SluiceHome.pipeline(given);
    } catch (CommandFailure e) {
      terminal.line(terminal.bad("not found") + "  " + e.getMessage());
      return false; // the others are looked at all the same
    }
    try {
      Pipeline pipeline = load(file, settings, Map.of()).pipeline();
      terminal.line(terminal.good("valid") + "  " + file + ": " + summary(pipeline));
      warnings(pipeline).forEach(warning -> terminal.line("  warning: " + warning));
      PipelinePlace place = new PipelinePlace(SluiceHome.root(), file.toAbsolutePath().getParent());
      List<String> unfit =
          PipelineStack.problems(place, pipeline.name(), of -> load(file, settings, of).pipeline());
      unfit.forEach(problem -> terminal.line(terminal.bad("1 problem") + " in " + problem));
      return unfit.isEmpty();
    } catch (InvalidPipelineException e) {
      int count = e.problems().size();
      terminal.line(
          terminal.bad(count == 1 ? "1 problem" : count + " problems") + " in " + file + ":");
      terminal.line(e.getMessage().indent(2).stripTrailing());
      return false;
    }
  }

  /** With the settings of an environment, which others win over. */
  private TestedPipeline load(
      Path file, Map<String, String> settings, Map<String, String> ofEnvironment) {
    Map<String, String> all = new HashMap<>(ofEnvironment);
    all.putAll(settings);
    return TestedPipeline.load(file, asked.of(all));
  }

  /** What a valid pipeline does that its writer may not expect. */
  private static Stream<String> warnings(Pipeline pipeline) {
    return Stream.concat(
        OldRows.warnings(pipeline, Instant.now()).stream(),
        Stream.concat(
            pipeline.refined().stream()
                .flatMap(table -> decimals("refined table " + table.name(), table.sql())),
            pipeline.queries().stream()
                .flatMap(query -> decimals("query " + query.name(), query.sql()))));
  }

  private static Stream<String> decimals(String statement, String sql) {
    return DecimalDivision.in(sql).stream()
        .map(found -> "%s, line %d: %s".formatted(statement, found.line(), found.text()));
  }

  private static String summary(Pipeline pipeline) {
    String stream =
        pipeline.stream()
            .map(
                of ->
                    CountsText.of(of.record().schema().fields().size(), "field")
                        + ", "
                        + CountsText.of(of.alerts().size(), "alert rule"))
            .orElse("no stream");
    return String.join(
        ", ",
        stream,
        CountsText.of(pipeline.trusted().size(), "trusted table"),
        CountsText.of(pipeline.refined().size(), "refined table"),
        CountsText.of(pipeline.queries().size(), "query"));
  }
}
