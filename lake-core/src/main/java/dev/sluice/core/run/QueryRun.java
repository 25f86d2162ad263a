package dev.sluice.core.run;

/**
 * A named query within a run.
 *
 * @param name as in the pipeline
 * @param input fingerprint of the data and of the query's text
 * @param state how far it is
 * @param attempts started ones
 * @param executionId the last one's; empty: none
 * @param key of the result's CSV object; empty: none yet
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
    SUCCEEDED,
    FAILED
  }

  static QueryRun waiting(String name, String input) {
    return new QueryRun(name, input, State.WAITING, 0, "", "", "");
  }

  QueryRun started(String newExecutionId) {
    return new QueryRun(name, input, State.RUNNING, attempts + 1, newExecutionId, "", reason);
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
