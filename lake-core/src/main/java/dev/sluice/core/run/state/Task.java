package dev.sluice.core.run.state;

/**
 * What a service does for a run in its own time: a crawl, a job run, a named query, or what makes a
 * refined table.
 *
 * @param name as in the pipeline; of a crawl or job run, the step
 * @param input fingerprint of what it depends on, such as the data and the query's text
 * @param state how far it is
 * @param tries how often it was tried
 * @param executionId the last one's; empty: none
 * @param key of the result's CSV object; of a refined table, the folder of its rows; empty: none
 *     yet
 * @param reason of the last failure, or why a refined table was left as it is; empty: none
 */
public record Task(
    String name,
    String input,
    State state,
    Tries tries,
    String executionId,
    String key,
    String reason) {

  /** How far a task is. */
  public enum State {
    WAITING,
    RUNNING,
    /** Of a refined table: its rows are there, but its readers don't see them yet. */
    MADE,
    SUCCEEDED,
    FAILED
  }

  /**
   * How often a task was tried.
   *
   * @param attempts started ones
   * @param misses starts or swaps since then that failed, or whose outcome is not known
   */
  public record Tries(int attempts, int misses) {
    public Tries {
      if (attempts < 0 || misses < 0) {
        throw new IllegalArgumentException(
            "A task has 0 or more attempts and misses, not %d and %d".formatted(attempts, misses));
      }
    }

    private Tries withoutMisses() {
      return new Tries(attempts, 0);
    }
  }

  public static Task waiting(String name, String input) {
    return new Task(name, input, State.WAITING, new Tries(0, 0), "", "", "");
  }

  public int attempts() {
    return tries.attempts();
  }

  public Task started(String newExecutionId) {
    return started(newExecutionId, "");
  }

  public Task started(String newExecutionId, String newKey) {
    Tries once = new Tries(attempts() + 1, 0);
    return new Task(name, input, State.RUNNING, once, newExecutionId, newKey, reason);
  }

  public Task made() {
    return new Task(name, input, State.MADE, tries.withoutMisses(), executionId, key, reason);
  }

  /** Failed for good without having been started. */
  public Task blocked(String newReason) {
    return new Task(name, input, State.FAILED, tries, "", "", newReason);
  }

  public Task succeeded(String newKey) {
    return new Task(name, input, State.SUCCEEDED, tries.withoutMisses(), executionId, newKey, "");
  }

  /** Done, as it is to stay as it is. */
  public Task left(String standingKey, String newReason) {
    return new Task(name, input, State.SUCCEEDED, tries, "", standingKey, newReason);
  }

  /** Back to waiting, or failed for good after that many attempts. */
  public Task failed(String newReason, int mostAttempts) {
    State next = attempts() < mostAttempts ? State.WAITING : State.FAILED;
    return new Task(name, input, next, tries.withoutMisses(), executionId, "", newReason);
  }

  /** The same attempt is to be started, or swapped, again; or failed for good after that many. */
  public Task missed(String newReason, int most) {
    Tries more = new Tries(attempts(), tries.misses() + 1);
    State next = more.misses() < most ? state : State.FAILED;
    return new Task(name, input, next, more, executionId, key, newReason);
  }

  /** Looked at by nobody for now. */
  public Task resting() {
    return new Task(name, input, State.RUNNING, tries, "", key, reason);
  }

  public boolean isEnded() {
    return state == State.SUCCEEDED || state == State.FAILED;
  }
}
