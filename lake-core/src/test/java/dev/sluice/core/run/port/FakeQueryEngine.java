package dev.sluice.core.run.port;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An engine whose queries end when the test says so. */
public final class FakeQueryEngine implements QueryEngine {
  /** Executions by id; the id is derived from the token, as a token starts one query only. */
  public final Map<String, ExecutionStatus> states = new LinkedHashMap<>();

  public final Map<String, QueryStart> started = new LinkedHashMap<>();

  public final Map<String, TableStart> tables = new LinkedHashMap<>();

  /** Makes the rows of a table whose statement succeeds. */
  public interface Maker {
    void make(TableStart table) throws IOException;
  }

  /** Writes the result of a query that succeeds. */
  public interface Answerer {
    void answer(QueryStart query, String key);
  }

  public Answerer answerer = (query, key) -> {};

  private final Maker maker;

  public FakeQueryEngine() {
    this(table -> {});
  }

  public FakeQueryEngine(Maker maker) {
    this.maker = maker;
  }

  @Override
  public String make(TableStart table) throws IOException {
    String sql = "CREATE TABLE " + table.name() + " AS " + table.sql();
    String id = start(new QueryStart(sql, table.output(), table.token()));
    tables.putIfAbsent(id, table);
    return id;
  }

  @Override
  public String start(QueryStart query) throws IOException {
    String id = "e-" + query.token();
    QueryStart known = started.putIfAbsent(id, query);
    if (known != null && !known.equals(query)) {
      throw new IOException(
          "The query for '" + query.output() + "': Idempotent parameters do not match");
    }
    states.putIfAbsent(id, new ExecutionStatus.Running());
    return id;
  }

  @Override
  public ExecutionStatus state(String executionId) throws IOException {
    return states.getOrDefault(executionId, new ExecutionStatus.Failed("unknown"));
  }

  /** Lets all running queries succeed; returns their ids. */
  public List<String> succeedAll() {
    List<String> ended = new ArrayList<>();
    states.replaceAll(
        (id, state) -> {
          if (!(state instanceof ExecutionStatus.Running)) {
            return state;
          }
          ended.add(id);
          if (tables.containsKey(id)) {
            try {
              maker.make(tables.get(id));
            } catch (IOException e) {
              return new ExecutionStatus.Failed(e.getMessage());
            }
          }
          String result = tables.containsKey(id) ? "tables/" + id : id + ".csv";
          String key = started.get(id).output() + result;
          answerer.answer(started.get(id), key);
          return new ExecutionStatus.Succeeded(key);
        });
    return ended;
  }

  /** Lets all running queries fail. */
  public void failAll(String reason) {
    states.replaceAll(
        (id, state) ->
            state instanceof ExecutionStatus.Running ? new ExecutionStatus.Failed(reason) : state);
  }
}
