package dev.sluice.core.run.port;

import dev.sluice.core.trusted.RewritePolicy;
import java.io.IOException;
import java.util.Optional;

/** The job that brings all trusted partitions up to date, far from the function. */
public interface TransformJob {
  /**
   * Starts a job run. The same run and attempt again start nothing new and give the same id.
   *
   * @return the job run's id; empty: another run of the job is at work, so it is to be started
   *     again when that one has ended
   * @throws IOException if the service can't be reached or refuses
   */
  Optional<String> start(JobStart job) throws IOException;

  /** How far a job run is. */
  ExecutionStatus state(String jobRunId) throws IOException;

  /**
   * A job run to start.
   *
   * @param attempt of the run, from 1 on
   * @param policy of which run, and which partitions are to be made
   */
  record JobStart(int attempt, RewritePolicy policy) {}
}
