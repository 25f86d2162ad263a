package dev.sluice.core.run;

import java.io.IOException;

/** Runs SQL over the catalog's tables, asynchronously. */
public interface QueryEngine {
  /**
   * Starts a query. The same token again starts nothing new and gives the same id.
   *
   * @return the execution's id
   * @throws IOException if the engine can't be reached or refuses
   */
  String start(QueryStart query) throws IOException;

  /** How far an execution is. An execution that the engine doesn't know (any more) has failed. */
  QueryState state(String executionId) throws IOException;

  /**
   * A query to start.
   *
   * @param sql one SELECT
   * @param output key prefix of the result, with a slash at the end
   * @param token 32 to 128 characters
   */
  record QueryStart(String sql, String output, String token) {}

  /** The state of an execution. */
  sealed interface QueryState {
    /** Queued or at work. */
    record Running() implements QueryState {}

    /**
     * The result is there.
     *
     * @param key of its CSV object
     */
    record Succeeded(String key) implements QueryState {}

    /** Failed or cancelled; the engine's reason. */
    record Failed(String reason) implements QueryState {}
  }
}
