package dev.sluice.core.run.port;

/** How far something is that a service does in its own time: a query, a job run, a crawl. */
public sealed interface ExecutionStatus {
  /** Queued or at work. */
  record Running() implements ExecutionStatus {}

  /**
   * Done.
   *
   * @param key of the object with the result; empty: there is none
   */
  record Succeeded(String key) implements ExecutionStatus {}

  /** Failed or cancelled; the service's reason. */
  record Failed(String reason) implements ExecutionStatus {}
}
