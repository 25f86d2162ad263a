package dev.sluice.core.run;

import dev.sluice.core.run.RunDriver.Engine;
import dev.sluice.core.run.port.Crawlers;
import dev.sluice.core.run.port.ExecutionStatus;
import dev.sluice.core.run.port.TransformJob;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.Task;
import java.io.IOException;

/** Who works on a run's tasks, by the step that they belong to. */
record RunServices(RunDriver.Ports ports) {
  TransformJob job() {
    return ((Engine.Job) ports.engine()).job();
  }

  Crawlers crawlers() {
    return ports.crawlers().orElseThrow();
  }

  ExecutionStatus state(Run.Step step, Task task) throws IOException {
    return switch (step) {
      case TRANSFORM -> job().state(task.executionId());
      case CRAWL_RAW, CRAWL_TRUSTED -> crawlers().state(CrawlStep.layer(step), task.executionId());
      case CHECKS, REFINE, KEYS, QUERIES -> ports.queries().state(task.executionId());
      case CATALOG, SUCCEEDED, NOTHING_TO_DO, FAILED ->
          throw new IllegalStateException("A run in step %s has no tasks".formatted(step));
    };
  }
}
