package dev.sluice.etl;

import dev.sluice.core.metrics.Metrics;
import dev.sluice.core.run.RunResult;
import dev.sluice.core.run.state.CheckResult;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.survey.SurveyedRaw.Looked;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Tells how an invocation left a run: a line for each table and query, failures, metrics. */
public class RunReport {
  private static final Logger LOG = Logger.getLogger(RunReport.class);

  private final Metrics metrics;

  public RunReport(Metrics metrics) {
    this.metrics = metrics;
  }

  /** Reports a result. */
  public void report(RunResult result) {
    if (result.runId().isEmpty()) {
      LOG.infof(
          "%s: %s",
          result.state(), result.problem().isEmpty() ? "nothing to move" : result.problem());
      return;
    }
    metrics.count(result.metrics());
    result.parts().forEach(metrics::count);
    LOG.infof("Run %s is at %s", result.runId(), result.state());
    if (!result.raw().looked().equals(Looked.NOTHING)) {
      LOG.infof("Looked at: %s", result.raw().looked());
    }
    for (Map.Entry<String, TableTotals> table : result.tables().entrySet()) {
      LOG.infof("Table %s: %s", table.getKey(), table.getValue());
    }
    if (!result.underway().isEmpty()) {
      LOG.info(result.underway());
    }
    tell("Service", result.work().services());
    tell("Refined table", result.work().refined());
    tell("Query", result.work().queries());
    tell("Check", result.work().checks().statements());
    tellFailures(result);
  }

  private static void tellFailures(RunResult result) {
    for (CheckResult check : result.work().checks().failures()) {
      LOG.warnf(
          "Check %s does not hold, %d failed: %s",
          check.subject(), check.failed(), check.example());
    }
    if (result.raw().strays() > 0) {
      LOG.warnf(
          "%d keys in raw are not in the layout and were left out, e.g. %s",
          result.raw().strays(), result.raw().strayKeys().get(0));
    }
    if (!result.problem().isEmpty()) {
      LOG.warnf("A part failed: %s", result.problem());
    }
    for (Run.Failure failure : result.failures()) {
      LOG.errorf("%s: %s %s", failure.step(), failure.reason(), failure.remedy());
    }
  }

  private static void tell(String kind, List<Task> tasks) {
    for (Task task : tasks) {
      LOG.infof("%s %s: %s %s", kind, task.name(), task.state(), task.executionId());
    }
  }
}
