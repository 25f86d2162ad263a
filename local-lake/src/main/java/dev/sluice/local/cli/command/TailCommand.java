package dev.sluice.local.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.local.cli.client.AwsClients;
import dev.sluice.local.cli.client.CommandFailure;
import dev.sluice.local.cli.client.DeployedStack;
import dev.sluice.local.cli.client.LakeFile;
import dev.sluice.local.cli.client.StreamFollower;
import dev.sluice.local.cli.client.TailStart;
import dev.sluice.local.cli.client.TailedRecord;
import dev.sluice.local.cli.client.UsageFailure;
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
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

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
      "  sluice tail windfarm --json | jq .record.data",
      "  sluice tail --stack sluice-windfarm --region eu-central-1"
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

  /** Where the stream is, if not in a running lake. */
  static final class Deployed {
    @Option(
        names = "--stack",
        paramLabel = "STACK",
        description =
            "A stack on AWS, e.g. sluice-windfarm: its stream, with the credentials that the AWS"
                + " CLI would use.")
    String stack;

    @Option(
        names = "--region",
        paramLabel = "REGION",
        description = "The stack's; default: the environment's or the profile's.")
    String region;
  }

  @Mixin Deployed deployed;

  @Mixin RunningLakeOption running;

  private static final long HERE = 500;

  /** A shard gives five reads a second, and the functions need theirs. */
  private static final long ON_AWS = 1000;

  private long printed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (limit < 1) {
      throw new CommandFailure("--limit must be at least 1, not " + limit + ".");
    }
    refuseBoth();
    return deployed.stack == null ? followHere() : followOnAws();
  }

  private void refuseBoth() {
    if (deployed.stack != null && pipeline != null) {
      throw new UsageFailure(
          "a pipeline's name is for a running lake, --stack for AWS: give one of them.");
    }
    if (deployed.stack == null && deployed.region != null) {
      throw new UsageFailure("--region is for --stack.");
    }
  }

  private int followOnAws() throws IOException, InterruptedException {
    AwsClients aws = new AwsClients(Optional.ofNullable(deployed.region));
    try (CloudFormationClient stacks = aws.cloudFormation()) {
      return follow(aws.kinesis(), DeployedStack.of(stacks, deployed.stack).stream(), ON_AWS);
    }
  }

  private int followHere() throws IOException, InterruptedException {
    LakeFile lake = running.lake();
    String stream = lake.pipeline(pipeline).stream();
    if (stream == null) {
      throw new CommandFailure(
          "the pipeline has no stream: its sources put files into raw by themselves. `sluice"
              + " status` shows them.");
    }
    return follow(lake.kinesis(), stream, HERE);
  }

  private int follow(KinesisClient client, String stream, long pauseMillis)
      throws IOException, InterruptedException {
    try (KinesisClient kinesis = client) {
      StreamFollower follower = new StreamFollower(kinesis, stream, from);
      while (print(follower.next(), System.out)) {
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
      }
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
