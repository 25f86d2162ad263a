package dev.sluice.localaws.athena;

import dev.sluice.localaws.athena.query.StatementType;
import dev.sluice.localaws.athena.result.QueryResult;
import dev.sluice.localaws.store.S3Location;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A query as it is now.
 *
 * @param output the result's object
 */
public record QueryExecution(
    String id, QueryRequest request, S3Location output, Status status, Outcome outcome) {

  /**
   * The state that it is in, with times on the lake's clock.
   *
   * @param reason why it failed; empty otherwise
   * @param completed there if no other state follows
   * @param sequence counts the states it has been in, from 1
   */
  record Status(
      State state, String reason, Instant submitted, Optional<Instant> completed, int sequence) {
    Status {
      if (state.terminal() != completed.isPresent()) {
        throw new IllegalArgumentException("A query that is " + state + " ended: " + completed);
      }
    }
  }

  /** Athena's states. */
  public enum State {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    boolean terminal() {
      return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
  }

  /** What is known of the result; times are real ones. */
  record Outcome(
      List<QueryResult.Column> columns,
      boolean header,
      long scannedBytes,
      long queueMillis,
      long engineMillis) {
    static final Outcome NONE = new Outcome(List.of(), false, 0, 0, 0);
  }

  State state() {
    return status.state;
  }

  StatementType type() {
    return StatementType.of(request.sql());
  }

  QueryExecution to(State next, String why, Instant now) {
    Optional<Instant> completed = next.terminal() ? Optional.of(now) : Optional.empty();
    Status changed = new Status(next, why, status.submitted, completed, status.sequence + 1);
    return new QueryExecution(id, request, output, changed, outcome);
  }

  QueryExecution with(Outcome known) {
    return new QueryExecution(id, request, output, status, known);
  }
}
