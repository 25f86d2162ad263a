package dev.sluice.local.cli.command;

import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.UsageFailure;
import dev.sluice.local.cli.text.Terminal;
import dev.sluice.local.lake.PipelinePlace;
import dev.sluice.local.starter.Starter;
import dev.sluice.local.starter.StarterKind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "new",
    description =
        "Makes a pipeline's first files, with comments: the definition, a query, sample data, a"
            + " test, and an environment for deploying.",
    footer = {
      "",
      "Examples:",
      "  sluice new attic",
      "  sluice new prices --from http --dir my-repository/pipelines",
      "",
      "No file is overwritten; the environment is added to the samconfig.toml that is there."
    })
public final class NewCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "a-z, 0-9 and -; begins with a letter.")
  String name;

  @Option(
      names = "--from",
      paramLabel = "KIND",
      description =
          "http: an API; stream: others put records into Kinesis; files: files land in the bucket;"
              + " lines: a command at the edge. Default: stream.")
  StarterKind kind = StarterKind.STREAM;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where; default the folder SLUICE_PIPELINES_DIR, else ./pipelines.")
  Path directory;

  @Override
  public Integer call() throws IOException {
    if (!name.matches("[a-z][a-z0-9-]{0,49}")) {
      throw new UsageFailure(
          "a pipeline's name begins with a-z and has a-z, 0-9 and -, 50 at most; '%s' has not."
              .formatted(name));
    }
    Path folder = directory != null ? directory : SluiceHome.finder().own();
    Starter starter = new Starter(name, kind, new PipelinePlace(SluiceHome.root(), folder));
    Terminal terminal = Terminal.system();
    try {
      starter.write().forEach(file -> terminal.line("  " + file));
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(
          "%s is there already, and nothing was written. Take another name, or move it."
              .formatted(e.getFile()),
          e);
    }
    next(starter, terminal);
    return 0;
  }

  private void next(Starter starter, Terminal terminal) {
    String given = directory == null ? name : starter.shownFolder() + "/" + name + ".yaml";
    terminal.line("Next:");
    terminal.line("  ./sluice validate " + given);
    terminal.line("  ./sluice test " + given);
    if (kind == StarterKind.LINES) {
      terminal.line(
          "  the edge process reads it: README.md, \"Without Lambda: the producer at the edge\"");
    } else {
      terminal.line("  ./sluice demo " + given + kind.played(starter.shownFolder(), name));
    }
  }
}
