package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.RefinedTable.Form;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.TableKeys;
import dev.sluice.core.record.Period;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.Rebuild;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a farm with refined tables and views. */
abstract class ViewsOnAFarm {
  static final String VIEW = "CREATE OR REPLACE VIEW ";
  @TempDir Path folder;
  FarmLake lake;
  final FakeTableCatalog catalog = new FakeTableCatalog();
  final FakeQueryEngine engine = new FakeQueryEngine(this::make);
  long brokenRows;
  boolean isRefused;
  Pipeline pipeline;
  RunResult last;
  private Instant time = Instant.parse("2026-06-01T00:00:00Z");

  @BeforeEach
  void makeALake() {
    lake = new FarmLake(folder);
    lake.put("1", "{\"id\":\"a\",\"data\":1}");
    engine.answerer = this::answer;
    of(table("dim", "SELECT 1 FROM readings", "readings", new Form.View(), TableKeys.NONE));
  }

  static RefinedTable table(String name, String sql, String reads, Form form, TableKeys keys) {
    return new RefinedTable(name, sql, "", List.of(reads), List.of(), form, Checks.NONE.with(keys));
  }

  static Form stored(String prefix) {
    return new Form.Stored(Optional.of(prefix).filter(text -> !text.isEmpty()), TableFormat.PLAIN);
  }

  void of(RefinedTable... tables) {
    pipeline = FarmLake.pipeline(List.of(tables), List.of(new NamedQuery("all", "SELECT 1")));
  }

  private void make(QueryEngine.TableStart table) {
    lake.putBytes(table.folder() + "part-0", table.sql().getBytes(UTF_8));
    catalog.helper(table.name(), table.folder());
  }

  private void answer(QueryEngine.QueryStart query, String key) {
    if (query.sql().startsWith(VIEW)) {
      String name = query.sql().substring(VIEW.length()).split(" ", 2)[0];
      catalog.view(name);
    }
    String rows = brokenRows == 0 ? "" : "\"%d\",\"a\"\n".formatted(brokenRows);
    lake.putBytes(key, ("\"failed_rows\",\"reading_id\"\n" + rows).getBytes(UTF_8));
  }

  String run() throws IOException {
    return run(Optional.empty());
  }

  /** Of all time. */
  String replay(boolean overwritesForeign) throws IOException {
    Period always = new Period(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    return run(Optional.of(new Rebuild(always, overwritesForeign)));
  }

  private String run(Optional<Rebuild> rebuild) throws IOException {
    Optional<Rebuild> asked = rebuild;
    do {
      time = time.plus(Duration.ofMinutes(15));
      RunDriver driver =
          new RunDriver(
              EmbeddedPorts.of(pipeline, lake.store, lake.transform(1 << 20), catalog, engine));
      last = driver.handle(RunEvents.of(time, new RunEvent.Cause.Schedule(asked), () -> 60_000));
      asked = Optional.empty();
      if (isRefused) {
        engine.failAll("SYNTAX_ERROR");
      }
      engine.succeedAll();
    } while (!Run.Step.valueOf(last.state()).isEnd());
    return last.state();
  }

  long views() {
    return engine.started.values().stream().filter(query -> query.sql().startsWith(VIEW)).count();
  }
}
