package dev.sluice.core.run;

import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.port.TransformJob;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartitions;
import java.io.IOException;
import java.util.Optional;

/** A step that a service does: a crawl, or the job that makes trusted. */
final class ServiceStep {
  private final RunDriver.Ports ports;
  private final RunServices services;
  private final JobStep job;

  /** Lists raw, once for all who ask. */
  @FunctionalInterface
  interface Raw {
    TrustedPartitions list() throws IOException;
  }

  ServiceStep(RunDriver.Ports ports, RunEvent event) {
    this.ports = ports;
    this.services = new RunServices(ports);
    this.job =
        new JobStep(ports.pipeline(), ports.store(), ports.survey(), event.remainingMillis());
  }

  /**
   * The run with what the step's service has to do.
   *
   * @param last the step's last success, of this run or one before
   */
  Run planned(Run run, Optional<Task> last, TrustedPartitions raw, RewritePolicy policy)
      throws IOException {
    if (run.step() == Run.Step.TRANSFORM) {
      return job.planned(run, raw, policy);
    }
    CrawlStep.Plan crawl = crawl(run, raw);
    boolean isKnown =
        crawl.targets().isEmpty()
            || last.filter(task -> task.input().equals(crawl.input())).isPresent()
                && !isDropped(run, crawl);
    Task task = Task.waiting(run.step().name(), crawl.input());
    return run.with(isKnown ? task.succeeded("") : task);
  }

  /** Whether somebody took a table that the crawler had found out of the catalog. */
  private boolean isDropped(Run run, CrawlStep.Plan crawl) throws IOException {
    return run.step() == Run.Step.CRAWL_TRUSTED
        && services.crawlers().findsTrusted()
        && new FoundTables(ports).isAnyMissing(crawl.targets());
  }

  /** The task as it is after its service was started; the same: it is at work for somebody else. */
  Task start(Run run, Task task, Raw raw, RewritePolicy policy) throws IOException {
    Optional<String> id =
        run.step() == Run.Step.TRANSFORM
            ? services.job().start(new TransformJob.JobStart(task.attempts() + 1, policy))
            : services
                .crawlers()
                .start(CrawlStep.layer(run.step()), crawl(run, raw.list()).targets());
    return id.map(task::started).orElse(task);
  }

  /** The run after a task of this or another step was polled. */
  Run polled(Run run, Task task, RewritePolicy policy) throws IOException {
    ExecutionStatus state = services.state(run.step(), task);
    boolean isJobDone =
        run.step() == Run.Step.TRANSFORM && state instanceof ExecutionStatus.Succeeded;
    return isJobDone
        ? job.succeeded(run, task, policy)
        : RunOutcomes.statusReceived(run, task, state);
  }

  private CrawlStep.Plan crawl(Run run, TrustedPartitions raw) throws IOException {
    boolean findsTables = services.crawlers().findsTrusted();
    return new CrawlStep(ports.pipeline(), ports.store(), findsTables)
        .plan(CrawlStep.layer(run.step()), raw);
  }
}
