package dev.sluice.core.run.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.pipeline.check.Severity;
import java.util.ArrayList;
import java.util.List;

/** A run's checks as JSON. */
public final class ChecksJson {
  private ChecksJson() {}

  static void write(ObjectNode node, RunChecks checks) {
    RunJson.writeTasks(node.putObject("statements"), checks.statements());
    writeResults(node, checks);
  }

  /** The array {@code checks} of all results. */
  public static void writeResults(ObjectNode node, RunChecks checks) {
    var all = node.putArray("checks");
    for (CheckResult result : checks.results()) {
      all.addObject()
          .put("table", result.table())
          .put("check", result.check())
          .put("severity", result.severity().name())
          .put("failed", result.failed())
          .put("example", result.example());
    }
  }

  /** A document of an earlier version has none. */
  static RunChecks read(JsonNode node) {
    List<CheckResult> results = new ArrayList<>();
    for (JsonNode result : node.path("checks")) {
      results.add(
          new CheckResult(
              result.path("table").asText(),
              result.path("check").asText(),
              Severity.valueOf(result.path("severity").asText()),
              result.path("failed").asLong(),
              result.path("example").asText()));
    }
    return new RunChecks(RunJson.readTasks(node.path("statements")), results);
  }
}
