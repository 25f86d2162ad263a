package dev.sluice.core.run.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.run.port.QueryEngine.QueryStart;
import dev.sluice.core.run.port.QueryEngine.TableStart;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What every {@link QueryEngine} does. Each test has an engine that has run nothing yet. */
public abstract class QueryEngineContract {
  private static final String OUTPUT = "results/farm/hourly/";
  private static final String FOLDER = "refined/farm/wide/1/";
  private static final QueryStart GOOD =
      new QueryStart("SELECT 1 AS one", OUTPUT, "t".repeat(31) + "1");

  /** A statement that fails when it runs. */
  protected static final String BROKEN = "SELECT one FROM no_such_table";

  /** The engine under test. Its executions are at work until {@link #endAll}. */
  protected abstract QueryEngine engine();

  /** Lets all executions end; those of {@link #BROKEN} fail, others succeed. */
  protected abstract void endAll();

  /** Has somebody cancel an execution. */
  protected abstract void cancel(String executionId);

  private static TableStart table(String token) {
    return new TableStart("wide__1", FOLDER, "SELECT 1 AS one", OUTPUT, token.repeat(32), false);
  }

  @Test
  void startsATokenOnce() throws IOException {
    String id = engine().start(GOOD);
    assertThat(engine().start(GOOD)).isEqualTo(id);
    endAll();
    assertThat(engine().start(GOOD)).isEqualTo(id);
    assertThat(engine().state(id)).isInstanceOf(ExecutionStatus.Succeeded.class);
  }

  @Test
  void startsAnotherTokenAnew() throws IOException {
    QueryStart other = new QueryStart(GOOD.sql(), GOOD.output(), "t".repeat(31) + "2");
    assertThat(engine().start(other)).isNotEqualTo(engine().start(GOOD));
  }

  @Test
  void refusesATokenOfAnotherQuery() throws IOException {
    engine().start(GOOD);
    QueryStart changed = new QueryStart("SELECT 2 AS two", OUTPUT, GOOD.token());
    assertThatThrownBy(() -> engine().start(changed))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(OUTPUT)
        .hasMessageContaining("Idempotent parameters do not match");
  }

  @Test
  void isAtWorkUntilItsResultLiesUnderTheOutput() throws IOException {
    String id = engine().start(GOOD);
    assertThat(engine().state(id)).isEqualTo(new ExecutionStatus.Running());
    endAll();
    assertThat(engine().state(id)).isEqualTo(new ExecutionStatus.Succeeded(OUTPUT + id + ".csv"));
  }

  @Test
  void saysWhyAQueryFailed() throws IOException {
    String id = engine().start(new QueryStart(BROKEN, OUTPUT, GOOD.token()));
    endAll();
    assertThat(reason(id)).contains("no_such_table");
  }

  @Test
  void aCancelledQueryHasFailedAndIsNotStartedAgain() throws IOException {
    String id = engine().start(GOOD);
    cancel(id);
    assertThat(reason(id)).contains("CANCELLED");
    assertThat(engine().start(GOOD)).isEqualTo(id);
    endAll();
    assertThat(reason(id)).contains("CANCELLED");
  }

  @Test
  void anUnknownExecutionHasFailed() throws IOException {
    assertThat(reason("0e4f6a3c-0000-0000-0000-000000000000")).isNotBlank();
  }

  @Test
  void makesATableOnce() throws IOException {
    String id = engine().make(table("a"));
    assertThat(engine().make(table("a"))).isEqualTo(id);
    assertThat(engine().state(id)).isEqualTo(new ExecutionStatus.Running());
    endAll();
    assertThat(engine().state(id))
        .isEqualTo(new ExecutionStatus.Succeeded(OUTPUT + "tables/" + id));
    assertThat(engine().make(table("a"))).isEqualTo(id);
  }

  @Test
  void makesNoTableInAPlaceThatIsTaken() throws IOException {
    engine().make(table("a"));
    endAll();
    String again = engine().make(table("b"));
    endAll();
    assertThat(reason(again)).contains("ALREADY_EXISTS");
  }

  private String reason(String id) throws IOException {
    ExecutionStatus state = engine().state(id);
    assertThat(state).isInstanceOf(ExecutionStatus.Failed.class);
    return ((ExecutionStatus.Failed) state).reason();
  }
}
