package dev.sluice.local.cli;

import dev.sluice.core.pipeline.InvalidPipelineException;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.PipelineLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "validate",
    description = "Shows all problems of pipeline files.",
    footer = {
      "",
      "Example:",
      "  sluice validate pipelines/windfarm.yaml",
      "",
      "Exit code 1 if a file has problems."
    })
final class ValidateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The pipeline's YAML file.")
  List<Path> files;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.system();
    int bad = 0;
    for (Path file : files) {
      try {
        Pipeline pipeline = new PipelineLoader().load(file, System.getenv());
        terminal.line(terminal.good("valid") + "  " + file + ": " + summary(pipeline));
      } catch (InvalidPipelineException e) {
        bad++;
        int count = e.problems().size();
        terminal.line(
            terminal.bad(count == 1 ? "1 problem" : count + " problems") + " in " + file + ":");
        terminal.line(e.getMessage().indent(2).stripTrailing());
      }
    }
    return bad == 0 ? 0 : 1;
  }

  private static String summary(Pipeline pipeline) {
    String stream =
        pipeline.stream()
            .map(
                of ->
                    "%d fields, %d alert rules"
                        .formatted(of.record().schema().fields().size(), of.alerts().size()))
            .orElse("no stream");
    return "%s, %d trusted tables, %d refined tables, %d queries"
        .formatted(
            stream,
            pipeline.trusted().size(),
            pipeline.refined().size(),
            pipeline.queries().size());
  }
}
