package dev.sluice.core.run;

import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.PartitionFingerprint;
import java.io.IOException;
import java.util.Optional;

/** Starts the pipeline's queries, and the statements of its checks. */
record QueryStep(RunDriver.Ports ports) {
  /**
   * Starts an attempt; again for the same attempt and the same SQL, it gives the same. SQL that was
   * deployed in between starts anew.
   */
  Task start(Run run, Task task) throws IOException {
    String pipeline = ports.pipeline().name();
    String sql =
        sql(run.step(), task.name())
            .orElseThrow(
                () ->
                    new IOException("The pipeline no longer declares '%s'".formatted(task.name())));
    String token =
        PartitionFingerprint.sha256(
            "%s %s %s %d\n%s".formatted(pipeline, run.id(), task.name(), task.attempts(), sql));
    String output = new LakeLayout(pipeline).results(task.name());
    return task.started(ports.queries().start(new QueryEngine.QueryStart(sql, output, token)));
  }

  private Optional<String> sql(Run.Step step, String name) {
    return step == Run.Step.CHECKS || step == Run.Step.KEYS
        ? CheckStatement.of(ports.pipeline(), step).stream()
            .filter(check -> check.name().equals(name))
            .map(CheckStatement::sql)
            .findFirst()
        : ports.pipeline().queries().stream()
            .filter(query -> query.name().equals(name))
            .map(NamedQuery::sql)
            .findFirst();
  }
}
