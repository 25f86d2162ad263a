package dev.sluice.local.cli.command;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.cli.text.ModelPicture;
import dev.sluice.local.sql.ColumnTypes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "model",
    description = "Prints a pipeline's data model as Markdown with Mermaid diagrams.",
    footer = {
      "",
      "Example:",
      "  sluice model windfarm > docs/models/windfarm.md",
      "",
      "GitHub and most editors draw the diagrams."
    })
public final class ModelCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "PIPELINE", description = PipelineFinder.GIVEN)
  String pipeline;

  @Override
  public Integer call() throws IOException {
    Pipeline loaded = SluiceHome.load(pipeline);
    String model = new ModelPicture(loaded, ColumnTypes.of(loaded)).markdown();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.print(model);
    out.flush();
    return 0;
  }
}
