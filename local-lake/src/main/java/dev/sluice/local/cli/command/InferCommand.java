package dev.sluice.local.cli.command;

import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.LakeFile;
import dev.sluice.local.cli.client.StreamFollower;
import dev.sluice.local.cli.client.TailStart;
import dev.sluice.local.cli.client.TailedRecord;
import dev.sluice.local.starter.Inference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.kinesis.KinesisClient;

@Command(
    name = "infer",
    description =
        "Proposes schema, id, time, key and columns from data, as a whole definition with comments"
            + " on what was guessed; or says where a definition and data differ.",
    footer = {
      "",
      "Examples:",
      "  sluice infer readings.ndjson > pipelines/readings.yaml",
      "  curl -s https://example.com/feed.geojson | sluice infer -",
      "  sluice infer export.csv.gz --against mine",
      "  sluice infer stream --pipeline devices       what came into a running lake's stream",
      "  sluice infer raw --pipeline devices          what lies in its raw",
      "",
      "With --against: + what the definition lacks, - what no record has, ! what is rejected; the",
      "exit code is 1 if there is any of it."
    })
public final class InferCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DATA",
      description =
          "A file of JSON (lines, arrays, a document with a list) or CSV, also .gz; - is standard"
              + " input; stream or raw: of a running lake.")
  String data;

  @Option(
      names = "--against",
      paramLabel = "PIPELINE",
      description = "A definition to compare with.")
  String against;

  @Option(names = "--pipeline", paramLabel = "NAME", description = "Where a lake runs several.")
  String pipeline;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "How many are looked at, at most; default ${DEFAULT-VALUE}.")
  int most = 50_000;

  @Mixin RunningLakeOption running;

  @Override
  public Integer call() throws IOException {
    if (most < 1) {
      throw new CommandFailure("--records must be at least 1, not " + most + ".");
    }
    Inference found = look();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (against == null) {
      out.print(found.definition());
      out.flush();
      return 0;
    }
    List<String> lines = found.against(SluiceHome.load(against));
    lines.forEach(out::println);
    if (lines.isEmpty()) {
      out.println("no difference");
    }
    return lines.isEmpty() ? 0 : 1;
  }

  private Inference look() throws IOException {
    Path file = Path.of(data);
    if (data.equals("-")) {
      return Inference.of("records", System.in, most);
    }
    if (Files.isRegularFile(file)) {
      try (InputStream content = Files.newInputStream(file)) {
        return Inference.of(file.getFileName().toString(), content, most);
      }
    }
    return switch (data) {
      case "stream" -> stream(running.lake());
      case "raw" -> raw(running.lake());
      default ->
          throw new CommandFailure(
              "file %s does not exist; besides files there are -, stream and raw.".formatted(data));
    };
  }

  private Inference stream(LakeFile lake) throws IOException {
    LakeFile.Resources resources = lake.pipeline(pipeline);
    if (resources.stream() == null) {
      throw new CommandFailure("the pipeline has no stream; look at `raw` instead.");
    }
    List<String> records = new ArrayList<>();
    try (KinesisClient kinesis = lake.kinesis()) {
      StreamFollower follower =
          new StreamFollower(
              kinesis, resources.stream(), new TailStart.Converter().convert("start"));
      List<TailedRecord> next = follower.next();
      while (!next.isEmpty() && records.size() < most) {
        next.forEach(record -> records.add(record.text()));
        next = follower.next();
      }
    }
    String all = records.stream().collect(Collectors.joining("\n"));
    return Inference.of(
        "records", new ByteArrayInputStream(all.getBytes(StandardCharsets.UTF_8)), most);
  }

  /** The newest objects, which lie in the lake's folder. */
  private Inference raw(LakeFile lake) throws IOException {
    LakeFile.Resources resources = lake.pipeline(pipeline);
    Path folder = running.directory.resolve("s3").resolve(resources.bucket()).resolve("raw");
    try (InputStream content = NewestObjects.of(folder)) {
      return Inference.of("records", content, most);
    }
  }
}
