package dev.sluice.local.cli.command;

import dev.sluice.core.pipeline.source.LandingSource;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.LakeFile;
import dev.sluice.local.cli.text.Terminal;
import dev.sluice.local.report.LandingEntries;
import dev.sluice.local.report.LandingEntries.Entry;
import dev.sluice.localaws.s3.S3Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "put",
    description =
        "Puts files where a pipeline of a running lake takes them, and waits until they are in"
            + " raw.",
    footer = {
      "",
      "Examples:",
      "  sluice put movies pipelines/movies/landing/movies/movies.csv",
      "  sluice put movies export.csv --as movies-june.csv",
      "",
      "Exit code 1 if a file was rejected, or is not in raw in time."
    })
public final class PutCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "PIPELINE", description = "One that the lake runs.")
  String pipeline;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "What to put.")
  List<Path> files;

  @Option(names = "--as", paramLabel = "NAME", description = "The file's name in the bucket.")
  String name;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "Where several take the name, e.g. landing/movies/.")
  String folder;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long it may take; default ${DEFAULT-VALUE}.")
  int patience = 60;

  @Mixin RunningLakeOption running;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (name != null && files.size() > 1) {
      throw new CommandFailure("--as names one file; put the files one by one.");
    }
    LakeFile lake = running.lake();
    LakeFile.Resources resources = lake.pipeline(pipeline);
    LandingChoice choice =
        new LandingChoice(
            pipeline,
            List.copyOf(
                SluiceHome.load(Path.of(resources.definition())).landingSources().values()));
    Path bucket = running.directory.resolve("s3").resolve(resources.bucket());
    LandingEntries entries = new LandingEntries(bucket, LakeFile.nameOf(pipeline));
    S3Upload upload = new S3Upload(lake.uri(), lake.s3Authorization());
    boolean isGood = true;
    for (Path file : files) {
      requireFile(file);
      String as = name == null ? file.getFileName().toString() : name;
      LandingSource source = choice.of(as, Optional.ofNullable(folder));
      String key = source.from() + as;
      String etag = upload.put(file, resources.bucket(), key);
      isGood &= tell(file, key, await(entries, key, etag));
    }
    return isGood ? 0 : 1;
  }

  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure("file " + file + " does not exist.");
    }
  }

  private Optional<Entry> await(LandingEntries entries, String key, String etag)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patience);
    Optional<Entry> entry = entries.of(key, etag);
    while (entry.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(100);
      entry = entries.of(key, etag);
    }
    return entry;
  }

  private boolean tell(Path file, String key, Optional<Entry> entry) {
    Terminal terminal = Terminal.system();
    if (entry.isEmpty()) {
      terminal.line(
          terminal.bad(
                  "%s lies at %s, but was not taken within %d s".formatted(file, key, patience))
              + "; the producer's log is in "
              + running.directory.resolve("logs"));
      return false;
    }
    Entry taken = entry.get();
    if (taken.rejected().isPresent()) {
      terminal.line(
          terminal.bad("%s was rejected".formatted(file))
              + ": %s. It is kept as %s".formatted(taken.rejected().get(), taken.to()));
      return false;
    }
    terminal.line(
        "%s %s %s, %,d rows".formatted(file, terminal.good("->"), taken.to(), taken.rows()));
    return true;
  }
}
