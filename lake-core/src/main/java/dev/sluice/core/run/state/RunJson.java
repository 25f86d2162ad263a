package dev.sluice.core.run.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.VersionedObject;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.Rebuild;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The run document as JSON. */
public final class RunJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final VersionedObject.Format<RunDocument> FORMAT =
      new VersionedObject.Format<>(
          "a run document",
          "Delete it: the next run starts afresh.",
          RunJson::read,
          document -> write(document).getBytes(UTF_8));

  private RunJson() {}

  /** A pipeline's run document in the lake. */
  public static VersionedObject<RunDocument> in(ObjectStore store, String pipeline) {
    return new VersionedObject<>(store, new LakeLayout(pipeline).run(), FORMAT);
  }

  public static String write(RunDocument document) {
    ObjectNode root = JSON.createObjectNode();
    document.run().ifPresent(run -> writeRun(root.putObject("run"), run));
    TotalsJson.write(root.putObject("tables"), document.tables());
    writeTasks(root.putObject("services"), document.services().values());
    writeTasks(root.putObject("refined"), document.refined().values());
    writeTasks(root.putObject("queries"), document.queries().values());
    ChecksJson.write(root, document.checks());
    return root.toPrettyString() + "\n";
  }

  private static void writeRun(ObjectNode node, Run run) {
    node.put("number", run.number());
    node.put("startedAt", run.startedAt().toString());
    node.put("step", run.step().name());
    run.lease().ifPresent(lease -> writeLease(node.putObject("lease"), lease));
    node.put("attempts", run.attempts()).put("changed", run.changed());
    TotalsJson.write(node.putObject("tables"), run.tables());
    run.origin()
        .rebuild()
        .ifPresent(
            rebuild ->
                node.putObject("rebuild")
                    .put("from", rebuild.period().from().toString())
                    .put("to", rebuild.period().to().toString())
                    .put("overwriteForeign", rebuild.overwritesForeign()));
    writeTasks(node.putObject("services"), run.services());
    writeTasks(node.putObject("refined"), run.refined());
    writeTasks(node.putObject("queries"), run.queries());
    ChecksJson.write(node, run.checks());
    writeFailures(node, run.failures());
  }

  private static void writeLease(ObjectNode node, Lease lease) {
    node.put("holder", lease.holder())
        .put("since", lease.since().toString())
        .put("until", lease.until().toString());
  }

  public static void writeFailures(ObjectNode node, List<Run.Failure> failures) {
    var all = node.putArray("failures");
    for (Run.Failure failure : failures) {
      all.addObject()
          .put("step", failure.step().name())
          .put("subject", failure.subject())
          .put("reason", failure.reason())
          .put("remedy", failure.remedy());
    }
  }

  static void writeTasks(ObjectNode all, Collection<Task> queries) {
    queries.forEach(query -> writeTask(all.putObject(query.name()), query));
  }

  private static void writeTask(ObjectNode node, Task query) {
    node.put("state", query.state().name()).put("key", query.key());
    node.put("executionId", query.executionId()).put("attempts", query.attempts());
    node.put("misses", query.tries().misses());
    node.put("reason", query.reason()).put("input", query.input());
  }

  static RunDocument read(JsonNode root) {
    Optional<Run> run = root.has("run") ? Optional.of(readRun(root.get("run"))) : Optional.empty();
    return new RunDocument(
        run,
        TotalsJson.read(root.path("tables")),
        byName(readTasks(root.path("services"))),
        byName(readTasks(root.path("refined"))),
        byName(readTasks(root.path("queries"))),
        ChecksJson.read(root));
  }

  private static Map<String, Task> byName(List<Task> queries) {
    Map<String, Task> byName = new LinkedHashMap<>();
    queries.forEach(query -> byName.put(query.name(), query));
    return byName;
  }

  private static Run readRun(JsonNode node) {
    List<Run.Failure> failures = new ArrayList<>();
    for (JsonNode failure : node.path("failures")) {
      failures.add(
          new Run.Failure(
              Run.Step.valueOf(text(failure, "step")),
              text(failure, "subject"),
              text(failure, "reason"),
              text(failure, "remedy")));
    }
    return new Run(
        new Run.Origin(
            node.path("number").asLong(),
            Instant.parse(text(node, "startedAt")),
            readRebuild(node.path("rebuild"))),
        new Run.Position(
            Run.Step.valueOf(text(node, "step")),
            readLease(node.path("lease")),
            node.path("attempts").asInt()),
        node.path("changed").asBoolean(),
        TotalsJson.read(node.path("tables")),
        new Run.Work(
            readTasks(node.path("services")),
            ChecksJson.read(node),
            readTasks(node.path("refined")),
            readTasks(node.path("queries"))),
        failures);
  }

  private static Optional<Lease> readLease(JsonNode node) {
    return node.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new Lease(
                text(node, "holder"),
                Instant.parse(text(node, "since")),
                Instant.parse(text(node, "until"))));
  }

  private static Optional<Rebuild> readRebuild(JsonNode node) {
    return node.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new Rebuild(
                new Period(Instant.parse(text(node, "from")), Instant.parse(text(node, "to"))),
                node.path("overwriteForeign").asBoolean()));
  }

  static List<Task> readTasks(JsonNode node) {
    List<Task> queries = new ArrayList<>();
    node.properties()
        .forEach(
            entry -> {
              JsonNode query = entry.getValue();
              queries.add(
                  new Task(
                      entry.getKey(),
                      text(query, "input"),
                      Task.State.valueOf(text(query, "state")),
                      new Task.Tries(query.path("attempts").asInt(), query.path("misses").asInt()),
                      text(query, "executionId"),
                      text(query, "key"),
                      text(query, "reason")));
            });
    return queries;
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText("");
  }
}
