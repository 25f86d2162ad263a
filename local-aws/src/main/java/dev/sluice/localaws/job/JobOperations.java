package dev.sluice.localaws.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.glue.GlueService;
import dev.sluice.localaws.glue.Page;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.JsonService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Jobs on the wire. They are made by the template: CreateJob and what else changes one is not. */
public final class JobOperations {
  private static final int PAGE = 200;

  private final GlueJobs jobs;

  public JobOperations(GlueJobs jobs) {
    this.jobs = jobs;
  }

  /** Adds the operations to Glue's. */
  public void addTo(JsonService service) {
    service.on(
        "GetJob", input -> GlueService.wrap("Job", jobs.job(text(input, "JobName")).shown()));
    service.on(
        "GetJobs",
        input ->
            Page.of("Jobs", jobs.jobs().stream().map(JobDefinition::shown).toList(), input, PAGE));
    service.on("StartJobRun", this::start);
    service.on(
        "GetJobRun",
        input ->
            GlueService.wrap(
                "JobRun", shown(jobs.run(text(input, "JobName"), text(input, "RunId")))));
    service.on("GetJobRuns", this::runs);
    service.on("BatchStopJobRun", this::stop);
  }

  private ObjectNode start(ObjectNode input) {
    Optional<Duration> timeout =
        input.has("Timeout")
            ? Optional.of(Duration.ofMinutes(input.get("Timeout").asInt()))
            : Optional.empty();
    String id =
        jobs.start(text(input, "JobName"), JobDefinition.texts(input.path("Arguments")), timeout);
    return JsonNodeFactory.instance.objectNode().put("JobRunId", id);
  }

  private ObjectNode runs(ObjectNode input) {
    List<ObjectNode> runs = jobs.runs(text(input, "JobName")).stream().map(this::shown).toList();
    return Page.of("JobRuns", runs, input, PAGE);
  }

  private ObjectNode stop(ObjectNode input) {
    String job = text(input, "JobName");
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode stopped = answer.putArray("SuccessfulSubmissions");
    ArrayNode errors = answer.putArray("Errors");
    for (JsonNode id : input.path("JobRunIds")) {
      try {
        jobs.stop(job, id.asText());
        stopped.addObject().put("JobName", job).put("JobRunId", id.asText());
      } catch (AwsException e) {
        errors
            .addObject()
            .put("JobName", job)
            .put("JobRunId", id.asText())
            .putObject("ErrorDetail")
            .put("ErrorCode", e.code())
            .put("ErrorMessage", e.getMessage());
      }
    }
    return answer;
  }

  private ObjectNode shown(JobRun run) {
    return run.shown(jobs.job(run.job()));
  }

  private static String text(ObjectNode input, String member) {
    return GlueService.text(input, member);
  }
}
