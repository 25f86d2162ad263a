package dev.sluice.core.run;

/**
 * A statement within a run: a named query, or what makes a refined table.
 *
 * @param name as in the pipeline
 * @param input fingerprint of the data and of the query's text
 * @param state how far it is
 * @param attempts started ones
 * @param executionId the last one's; empty: none
 * @param key of the result's CSV object; of a refined table, the folder of its rows; empty: none
 *     yet
 * @param reason of the last failure; empty: none
 */
public record QueryRun(
    String name,
    String input,
    State state,
    int attempts,
    String executionId,
    String key,
    String reason) {

  /** How far a query is. */
  public enum State {
    WAITING,
    RUNNING,
    /** Of a refined table: its rows are there, but its readers don't see them yet. */
    MADE,
    SUCCEEDED,
    FAILED
  }

  static QueryRun waiting(String name, String input) {
    return new QueryRun(name, input, State.WAITING, 0, "", "", "");
  }

  QueryRun started(String newExecutionId) {
    return started(newExecutionId, "");
  }

  QueryRun started(String newExecutionId, String newKey) {
    return new QueryRun(name, input, State.RUNNING, attempts + 1, newExecutionId, newKey, reason);
  }

  QueryRun made() {
    return new QueryRun(name, input, State.MADE, attempts, executionId, key, reason);
  }

  /** Failed for good without having been started. */
  QueryRun blocked(String newReason) {
    return new QueryRun(name, input, State.FAILED, attempts, "", "", newReason);
  }

  QueryRun succeeded(String newKey) {
    return new QueryRun(name, input, State.SUCCEEDED, attempts, executionId, newKey, "");
  }

  /** Back to waiting, or failed for good after that many attempts. */
  QueryRun failed(String newReason, int mostAttempts) {
    State next = attempts < mostAttempts ? State.WAITING : State.FAILED;
    return new QueryRun(name, input, next, attempts, executionId, "", newReason);
  }

  boolean isEnded() {
    return state == State.SUCCEEDED || state == State.FAILED;
  }
}
