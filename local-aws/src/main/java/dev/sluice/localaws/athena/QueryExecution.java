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
 * @param reason why it failed; empty otherwise
 * @param completed on the lake's clock
 * @param sequence counts the states it has been in, from 1
 */
public record QueryExecution(
    String id,
    QueryRequest request,
    S3Location output,
    State state,
    String reason,
    Instant submitted,
    Optional<Instant> completed,
    Outcome outcome,
    int sequence) {

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

  StatementType type() {
    return StatementType.of(request.sql());
  }

  QueryExecution to(State next, String why, Instant now) {
    return new QueryExecution(
        id,
        request,
        output,
        next,
        why,
        submitted,
        next.terminal() ? Optional.of(now) : Optional.empty(),
        outcome,
        sequence + 1);
  }

  QueryExecution with(Outcome known) {
    return new QueryExecution(
        id, request, output, state, reason, submitted, completed, known, sequence);
  }
}
