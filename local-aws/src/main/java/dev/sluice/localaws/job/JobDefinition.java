package dev.sluice.localaws.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.glue.CatalogErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A job.
 *
 * @param shown what GetJob shows of it
 */
record JobDefinition(String name, ObjectNode shown) {
  /** What Glue 5 gives a job that sets no limit: 8 hours. */
  private static final int MINUTES = 480;

  private static final List<String> TEXTS =
      List.of("Description", "Role", "GlueVersion", "WorkerType", "ExecutionClass");
  private static final List<String> NUMBERS = List.of("MaxRetries", "NumberOfWorkers");

  static JobDefinition of(String name, JsonNode input, Instant now) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode().put("Name", name);
    TEXTS.stream().filter(input::has).forEach(key -> shown.put(key, input.get(key).asText()));
    NUMBERS.stream().filter(input::has).forEach(key -> shown.put(key, input.get(key).asInt()));
    shown.put("Timeout", input.path("Timeout").asInt(MINUTES));
    for (String member : List.of("Command", "DefaultArguments", "NonOverridableArguments")) {
      shown.set(member, input.path(member).isObject() ? input.get(member) : shown.objectNode());
    }
    shown
        .putObject("ExecutionProperty")
        .put("MaxConcurrentRuns", input.at("/ExecutionProperty/MaxConcurrentRuns").asInt(1));
    shown.putPOJO("CreatedOn", now);
    shown.putPOJO("LastModifiedOn", now);
    JobDefinition job = new JobDefinition(name, shown);
    if (!job.script().startsWith("s3://")) {
      throw CatalogErrors.invalid(
          "Job %s has the ScriptLocation '%s'; it must be s3://BUCKET/KEY."
              .formatted(name, job.script()));
    }
    return job;
  }

  String script() {
    return shown.path("Command").path("ScriptLocation").asText();
  }

  int concurrentRuns() {
    return shown.path("ExecutionProperty").path("MaxConcurrentRuns").asInt();
  }

  int retries() {
    return shown.path("MaxRetries").asInt(0);
  }

  Duration timeout() {
    return Duration.ofMinutes(shown.path("Timeout").asInt());
  }

  /** The job's arguments with those of a run, which win unless the job forbids that. */
  Map<String, String> arguments(Map<String, String> ofRun) {
    Map<String, String> all = new TreeMap<>(texts(shown.path("DefaultArguments")));
    all.putAll(ofRun);
    all.putAll(texts(shown.path("NonOverridableArguments")));
    return all;
  }

  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
