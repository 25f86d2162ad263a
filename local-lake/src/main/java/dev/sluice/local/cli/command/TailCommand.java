package dev.sluice.local.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.LakeFile;
import dev.sluice.local.cli.client.StreamFollower;
import dev.sluice.local.cli.client.TailStart;
import dev.sluice.local.cli.client.TailedRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tail",
    description = {
      "Prints a stream's records as they come, of all shards, until Ctrl-C.",
      "A line shows when a record arrived, its partition key, and the record."
    },
    footer = {
      "",
      "Examples:",
      "  sluice tail windfarm",
      "  sluice tail windfarm --from 5m --where turbine=wt-03 --where type=temperature",
      "  sluice tail windfarm --from start --limit 10",
      "  sluice tail windfarm --json | jq .record.data"
    })
public final class TailCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "PIPELINE", description = "Where several run.")
  String pipeline;

  @Option(
      names = "--from",
      paramLabel = "WHEN",
      converter = TailStart.Converter.class,
      description =
          "When the first records arrived: now (default), start (the oldest there are), 5m (so long"
              + " ago; s, m, h, d), or a time like 2026-06-01T12:00:00Z.")
  TailStart from = TailStart.NOW;

  @Option(
      names = "--where",
      paramLabel = "FIELD=VALUE",
      description =
          "Only records whose field has this value, compared as text; a field in another one as"
              + " /outer/inner. Repeatable: all must hold.")
  Map<String, String> where = new LinkedHashMap<>();

  @Option(names = "--filter", paramLabel = "TEXT", description = "Only records that hold the text.")
  String filter = "";

  @Option(
      names = "--json",
      description =
          "One JSON object a line: arrival, shard, sequenceNumber, partitionKey, and record (or"
              + " text, for what is no JSON object).")
  boolean json;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "End after so many records; by default never.")
  long limit = Long.MAX_VALUE;

  @Mixin RunningLakeOption running;

  private long printed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (limit < 1) {
      throw new CommandFailure("--limit must be at least 1, not " + limit + ".");
    }
    LakeFile lake = running.lake();
    String stream = lake.pipeline(pipeline).stream();
    if (stream == null) {
      throw new CommandFailure(
          "the pipeline has no stream: its sources put files into raw by themselves. `sluice"
              + " status` shows them.");
    }
    StreamFollower follower = new StreamFollower(lake.client(), stream, from);
    while (print(follower.next(), System.out)) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
    return 0;
  }

  /** False when that is all: enough are printed, or nobody reads them any more. */
  private boolean print(List<TailedRecord> records, PrintStream out) {
    for (TailedRecord each : records) {
      if (isWanted(each)) {
        out.println(json ? each.json() : each.line());
        printed++;
      }
      if (printed >= limit) {
        out.flush();
        return false;
      }
    }
    return !out.checkError();
  }

  private boolean isWanted(TailedRecord each) {
    if (!each.text().contains(filter)) {
      return false;
    }
    Optional<JsonNode> fields = where.isEmpty() ? Optional.empty() : each.fields();
    return where.entrySet().stream()
        .allMatch(
            wanted ->
                fields
                    .filter(record -> has(record, wanted.getKey(), wanted.getValue()))
                    .isPresent());
  }

  private static boolean has(JsonNode record, String field, String value) {
    JsonNode found = field.startsWith("/") ? record.at(field) : record.path(field);
    return !found.isMissingNode()
        && (found.isValueNode() ? found.asText() : found.toString()).equals(value);
  }
}
