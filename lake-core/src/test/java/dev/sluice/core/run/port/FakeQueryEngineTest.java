package dev.sluice.core.run.port;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

class FakeQueryEngineTest extends QueryEngineContract {
  private final Set<String> folders = new HashSet<>();
  private final FakeQueryEngine engine =
      new FakeQueryEngine(
          table -> {
            if (!folders.add(table.folder())) {
              throw new IOException("HIVE_PATH_ALREADY_EXISTS");
            }
          });

  @Override
  protected QueryEngine engine() {
    return engine;
  }

  @Override
  protected void endAll() {
    engine.started.forEach(
        (id, query) -> {
          if (query.sql().equals(BROKEN)) {
            engine.failAll("TABLE_NOT_FOUND: no_such_table");
          }
        });
    engine.succeedAll();
  }

  @Override
  protected void cancel(String executionId) {
    engine.states.put(executionId, new ExecutionStatus.Failed("CANCELLED: by user"));
  }
}
