package dev.sluice.localaws.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.events.EventBus;

/** Publishes {@code Glue Job State Change}. On AWS these events are best effort. */
final class JobEvents {
  private final EventBus bus;

  JobEvents(EventBus bus) {
    this.bus = bus;
  }

  void ended(JobRun run) {
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    detail.put("jobName", run.job()).put("severity", severity(run.state()));
    detail.put("state", run.state().name()).put("jobRunId", run.id()).put("message", message(run));
    bus.publish("aws.glue", "Glue Job State Change", detail);
  }

  private static String severity(JobRun.State state) {
    return switch (state) {
      case FAILED, ERROR -> "ERROR";
      case TIMEOUT -> "WARN";
      case STARTING, RUNNING, STOPPING, STOPPED, SUCCEEDED -> "INFO";
    };
  }

  private static String message(JobRun run) {
    return switch (run.state()) {
      case SUCCEEDED -> "Job run succeeded";
      case STOPPED -> "Job run stopped";
      case TIMEOUT -> "Job run timed out";
      case STARTING, RUNNING, STOPPING, FAILED, ERROR -> run.status().error();
    };
  }
}
