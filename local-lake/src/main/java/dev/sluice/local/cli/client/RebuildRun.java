package dev.sluice.local.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.VersionedObject;
import dev.sluice.core.run.RunResult;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.run.state.RunJson;
import dev.sluice.core.trusted.Rebuild;
import dev.sluice.local.cli.text.Terminal;
import dev.sluice.local.report.TableSummary;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A run that rebuilds partitions, from its start to its end. */
public final class RebuildRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final EtlFunction function;
  private final VersionedObject<RunDocument> runs;
  private final Instant deadline = Instant.now().plus(LONGEST);

  /**
   * Not started yet.
   *
   * @param bucket the lake's
   * @param pipeline whose run it is
   */
  public RebuildRun(EtlFunction function, ObjectStore bucket, String pipeline) {
    this.function = function;
    this.runs = RunJson.in(bucket, pipeline);
  }

  /** Starts it, waits for its end and prints what it did; false if it failed. */
  public boolean follow(Rebuild rebuild, boolean json, Terminal terminal)
      throws IOException, InterruptedException {
    JsonNode run = start(rebuild, terminal);
    String id = run.path("runId").asText();
    while (!isEnded(run)) {
      terminal.progress("run " + id + ": " + run.path("state").asText());
      pause();
      function.invoke(event().put("watchdog", true));
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
  private JsonNode start(Rebuild rebuild, Terminal terminal) throws InterruptedException {
    ObjectNode event = event();
    event
        .putObject("rebuild")
        .put("from", rebuild.period().from().toString())
        .put("to", rebuild.period().to().toString())
        .put("overwriteForeign", rebuild.overwritesForeign());
    JsonNode answer = function.invoke(event);
    while (answer.path("runId").asText().isEmpty()) {
      terminal.progress("another run is at work ...");
      pause();
      function.invoke(event().put("watchdog", true));
      answer = function.invoke(event.put("time", Instant.now().toString()));
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

  private static void show(JsonNode run, Terminal terminal) {
    terminal.line("run %s: %s".formatted(run.path("runId").asText(), run.path("state").asText()));
    run.path("tables")
        .properties()
        .forEach(table -> terminal.line("  " + table.getKey() + ": " + told(table.getValue())));
    for (JsonNode failure : run.path("failures")) {
      terminal.line("  " + terminal.bad("failed: ") + failure.path("reason").asText());
      terminal.line("  what to do: " + failure.path("remedy").asText());
    }
  }

  private static String told(JsonNode table) {
    return TableSummary.pinned(table)
        .orElseGet(
            () ->
                "%,d of %,d partitions rebuilt, %,d rows in all"
                    .formatted(
                        table.path("rewritten").asLong(),
                        table.path("partitions").asLong(),
                        table.path("rows").asLong()));
  }
}
