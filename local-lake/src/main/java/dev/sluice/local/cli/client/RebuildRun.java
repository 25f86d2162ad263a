package dev.sluice.local.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.VersionedObject;
import dev.sluice.core.record.Period;
import dev.sluice.core.run.RunResult;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.RunJson;
import dev.sluice.local.cli.text.Terminal;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A run that rebuilds partitions, from its start to its end. */
public final class RebuildRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final LakeClient client;
  private final String function;
  private final VersionedObject<RunDocument> runs;
  private final Instant deadline = Instant.now().plus(LONGEST);

  /**
   * Not started yet.
   *
   * @param bucket the lake's
   * @param pipeline whose run it is
   */
  public RebuildRun(LakeClient client, String function, ObjectStore bucket, String pipeline) {
    this.client = client;
    this.function = function;
    this.runs = RunJson.in(bucket, pipeline);
  }

  /** Starts it, waits for its end and prints what it did; false if it failed. */
  public boolean follow(Period period, boolean json, Terminal terminal)
      throws IOException, InterruptedException {
    JsonNode run = start(period, terminal);
    String id = run.path("runId").asText();
    while (!isEnded(run)) {
      terminal.progress("run " + id + ": " + run.path("state").asText());
      pause();
      invoke(event().put("watchdog", true));
      run = stored();
      if (!run.path("runId").asText().equals(id)) {
        throw new CommandFailure(
            "run %s has ended, and another has begun meanwhile; see `sluice status`."
                .formatted(id));
      }
    }
    if (json) {
      terminal.line(run.toString());
    } else {
      show(run, terminal);
    }
    return !run.path("state").asText().equals(Run.Step.FAILED.name());
  }

  /** A run that is at work is not changed: it is waited for. */
  private JsonNode start(Period period, Terminal terminal) throws InterruptedException {
    ObjectNode event = event();
    event
        .putObject("rebuild")
        .put("from", period.from().toString())
        .put("to", period.to().toString());
    JsonNode answer = invoke(event);
    while (answer.path("runId").asText().isEmpty()) {
      terminal.progress("another run is at work ...");
      pause();
      invoke(event().put("watchdog", true));
      answer = invoke(event.put("time", Instant.now().toString()));
    }
    return answer;
  }

  /** The run as its state tells, in the form of the function's answers. */
  private JsonNode stored() throws IOException {
    Run run = runs.load().value().flatMap(RunDocument::run).orElseThrow();
    return JSON.readTree(RunResult.stored(run).toJson());
  }

  private static ObjectNode event() {
    return JSON.createObjectNode().put("time", Instant.now().toString());
  }

  private static boolean isEnded(JsonNode run) {
    return Run.Step.valueOf(run.path("state").asText()).isEnd();
  }

  private void pause() throws InterruptedException {
    if (Instant.now().isAfter(deadline)) {
      throw new CommandFailure(
          "the run has not ended after %d minutes; see `sluice status`."
              .formatted(LONGEST.toMinutes()));
    }
    TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
  }

  private JsonNode invoke(ObjectNode event) {
    HttpResponse<byte[]> answer =
        client.invoke(function, event.toString().getBytes(StandardCharsets.UTF_8));
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.statusCode() != 200
        || answer.headers().firstValue("x-amz-function-error").isPresent()) {
      throw new CommandFailure("EtlTriggerFunction failed: " + text);
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new CommandFailure("EtlTriggerFunction's answer is not JSON: " + text, e);
    }
  }

  private static void show(JsonNode run, Terminal terminal) {
    terminal.line("run %s: %s".formatted(run.path("runId").asText(), run.path("state").asText()));
    run.path("tables")
        .properties()
        .forEach(
            table ->
                terminal.line(
                    "  %s: %,d of %,d partitions rebuilt, %,d rows in all"
                        .formatted(
                            table.getKey(),
                            table.getValue().path("rewritten").asLong(),
                            table.getValue().path("partitions").asLong(),
                            table.getValue().path("rows").asLong())));
    for (JsonNode failure : run.path("failures")) {
      terminal.line("  " + terminal.bad("failed: ") + failure.path("reason").asText());
      terminal.line("  what to do: " + failure.path("remedy").asText());
    }
  }
}
