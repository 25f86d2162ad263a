package dev.sluice.local.cli.command;

import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.LakeFile;
import dev.sluice.localaws.athena.query.ViewScript;
import dev.sluice.localaws.glue.Catalog;
import dev.sluice.localaws.store.DirectoryLake;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "views",
    description = "Prints a script for DuckDB that makes views of a local lake's tables.",
    footer = {
      "",
      "Examples:",
      "  sluice views windfarm > lake.sql       of the running lake, else of the last demo",
      "  sluice views windfarm --dir DIR        of the lake in that folder",
      "  duckdb lake.duckdb < lake.sql          a database file for DBeaver, Metabase, Superset",
      "",
      "The views have the files that are there now: print the script again after new partitions."
    })
public final class ViewsCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "PIPELINE", description = "A pipeline of the lake.")
  String pipeline;

  @Option(names = "--dir", paramLabel = "DIR", description = "The lake's folder, running or not.")
  Path directory;

  @Override
  public Integer call() throws IOException {
    Path lake = directory == null ? folder() : directory;
    Path catalog = lake.resolve("catalog");
    if (!Files.isDirectory(catalog)) {
      throw new CommandFailure(
          lake
              + " has no catalog of a lake: run ./sluice demo "
              + pipeline
              + " or ./sluice up, or name the folder of a lake with --dir.");
    }
    Clock clock = Clock.systemUTC();
    ViewScript script =
        new ViewScript(new Catalog(catalog, clock), new DirectoryLake(lake.resolve("s3")), clock);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println("-- The tables of the lake in " + lake.toAbsolutePath() + " as views for DuckDB.");
    script.lines().forEach(out::println);
    out.flush();
    return 0;
  }

  /** That of the running lake if it has the pipeline, else that of its last demo. */
  private Path folder() throws IOException {
    String name = LakeFile.nameOf(pipeline);
    return LakeFile.ifRunning(LakeFile.DEFAULT_DIRECTORY)
        .filter(lake -> lake.pipelines().containsKey(name))
        .map(lake -> LakeFile.DEFAULT_DIRECTORY)
        .orElse(Path.of(".sluice", "demo", name));
  }
}
