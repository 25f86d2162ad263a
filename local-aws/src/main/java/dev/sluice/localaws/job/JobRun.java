package dev.sluice.localaws.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A run of a job, or one attempt of it.
 *
 * @param attempt 0, or which retry it is
 * @param previous the run that it repeats
 * @param arguments those given to the run
 */
public record JobRun(
    String id,
    String job,
    int attempt,
    Optional<String> previous,
    Map<String, String> arguments,
    Duration timeout,
    Status status) {

  /**
   * How far it is.
   *
   * @param changed when its state changed last; of one that has ended, its end
   * @param error why it failed; empty: it did not
   */
  record Status(State state, Instant started, Instant changed, String error) {
    static Status startingAt(Instant now) {
      return new Status(State.STARTING, now, now, "");
    }
  }

  /** In Glue's words. */
  public enum State {
    STARTING,
    RUNNING,
    STOPPING,
    STOPPED,
    SUCCEEDED,
    FAILED,
    TIMEOUT,
    ERROR;

    /** Whether no other follows. */
    public boolean terminal() {
      return switch (this) {
        case STARTING, RUNNING, STOPPING -> false;
        case STOPPED, SUCCEEDED, FAILED, TIMEOUT, ERROR -> true;
      };
    }

    /** A run that is being stopped ends as stopped, whatever its process makes of it. */
    boolean leadsTo(State next) {
      return switch (this) {
        case STARTING -> next != STARTING && next != SUCCEEDED;
        case RUNNING -> next != STARTING && next != RUNNING;
        case STOPPING -> next == STOPPED;
        case STOPPED, SUCCEEDED, FAILED, TIMEOUT, ERROR -> false;
      };
    }
  }

  State state() {
    return status.state;
  }

  JobRun to(State next, String reason, Instant now) {
    Status changed = new Status(next, status.started, now, reason);
    return new JobRun(id, job, attempt, previous, arguments, timeout, changed);
  }

  /** The next attempt. */
  JobRun again(Instant now) {
    int next = attempt + 1;
    String first = id.replaceFirst("_attempt_\\d+$", "");
    return new JobRun(
        first + "_attempt_" + next,
        job,
        next,
        Optional.of(id),
        arguments,
        timeout,
        Status.startingAt(now));
  }

  /** As GetJobRun shows it. */
  ObjectNode shown(JobDefinition definition) {
    ObjectNode run = JsonNodeFactory.instance.objectNode();
    run.put("Id", id).put("Attempt", attempt).put("JobName", job);
    previous.ifPresent(other -> run.put("PreviousRunId", other));
    run.putPOJO("StartedOn", status.started);
    boolean ended = status.state.terminal();
    run.putPOJO("LastModifiedOn", status.changed);
    if (ended) {
      run.putPOJO("CompletedOn", status.changed);
    }
    run.put("JobRunState", status.state.name());
    ObjectNode given = run.putObject("Arguments");
    arguments.forEach(given::put);
    if (!status.error.isEmpty()) {
      run.put("ErrorMessage", status.error);
    }
    run.putArray("PredecessorRuns");
    Duration worked = Duration.between(status.started, status.changed);
    run.put("ExecutionTime", ended ? worked.toSeconds() : 0);
    run.put("Timeout", timeout.toMinutes()).put("LogGroupName", "/aws-glue/jobs");
    for (String member : new String[] {"WorkerType", "NumberOfWorkers", "GlueVersion"}) {
      if (definition.shown().has(member)) {
        run.set(member, definition.shown().get(member));
      }
    }
    return run;
  }
}
