package dev.sluice.local.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a pipeline's crawlers and jobs did last in a running lake. */
public final class GlueStatus {
  private static final int RUNS = 3;

  private final LakeClient lake;
  private final String stack;

  /**
   * @param stack the pipeline's, with whose name its crawlers' and jobs' begin
   */
  public GlueStatus(LakeClient lake, String stack) {
    this.lake = lake;
    this.stack = stack;
  }

  /** A line a crawler and a line a job's run, newest first; none where there are none. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (JsonNode crawler : lake.call("glue", "GetCrawlers", Map.of()).path("Crawlers")) {
      if (isOurs(crawler)) {
        lines.add(crawler(crawler));
      }
    }
    for (JsonNode job : lake.call("glue", "GetJobs", Map.of()).path("Jobs")) {
      if (isOurs(job)) {
        String name = job.path("Name").asText();
        JsonNode runs =
            lake.call("glue", "GetJobRuns", Map.of("JobName", name, "MaxResults", RUNS))
                .path("JobRuns");
        if (runs.isEmpty()) {
          lines.add("job " + name + ": has not run yet");
        }
        runs.forEach(run -> lines.add(run(name, run)));
      }
    }
    return lines;
  }

  private boolean isOurs(JsonNode named) {
    return named.path("Name").asText().startsWith(stack + "-");
  }

  private static String crawler(JsonNode crawler) {
    JsonNode last = crawler.path("LastCrawl");
    String state =
        crawler.path("State").asText().equals("READY")
            ? last.path("Status").asText("has not run yet")
            : crawler.path("State").asText();
    return "crawler %s: %s%s%s"
        .formatted(crawler.path("Name").asText(), state, at(last, "StartTime"), reason(last));
  }

  private static String run(String job, JsonNode run) {
    return "job %s: %s%s, %d s%s"
        .formatted(
            job,
            run.path("JobRunState").asText(),
            at(run, "StartedOn"),
            run.path("ExecutionTime").asLong(),
            reason(run));
  }

  private static String at(JsonNode node, String member) {
    return node.has(member) ? " at " + Instant.ofEpochSecond(node.get(member).asLong()) : "";
  }

  private static String reason(JsonNode node) {
    String reason = node.path("ErrorMessage").asText();
    return reason.isEmpty() ? "" : ": " + reason;
  }
}
