package dev.sluice.localaws.athena;

import dev.sluice.localaws.athena.QueryExecution.Outcome;
import dev.sluice.localaws.athena.QueryExecution.State;
import dev.sluice.localaws.athena.QueryExecution.Status;
import dev.sluice.localaws.athena.query.AthenaEngine;
import dev.sluice.localaws.athena.query.CreateTableAs;
import dev.sluice.localaws.athena.query.StatementType;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.result.QueryResult;
import dev.sluice.localaws.athena.result.ResultCsv;
import dev.sluice.localaws.clock.Workers;
import dev.sluice.localaws.events.EventBus;
import dev.sluice.localaws.store.ResultStore;
import dev.sluice.localaws.store.S3Location;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The queries, run one after the other on one thread. */
public final class QueryQueue implements AutoCloseable {
  private static final Logger LOG = System.getLogger(QueryQueue.class.getName());

  private final AthenaEngine engine;
  private final WorkGroups groups;
  private final ResultStore results;
  private final QueryEvents events;
  private final Clock clock;
  private final QueryHistory history = new QueryHistory();
  private final Map<String, Runnable> running = new HashMap<>();
  private final Workers workers = Workers.atMost(1, "athena");

  /** A queue; {@code bus} gets the events of every change of state. */
  public QueryQueue(
      AthenaEngine engine, WorkGroups groups, ResultStore results, EventBus bus, Clock clock) {
    this.engine = engine;
    this.groups = groups;
    this.results = results;
    this.events = new QueryEvents(bus);
    this.clock = clock;
  }

  /**
   * Gives the listener a future for every query from now on, in the submitter's thread, which ends
   * when the query has and its last event is delivered: for a clock that must not skip meanwhile.
   */
  public void onStart(Consumer<CompletableFuture<Void>> newListener) {
    workers.onStart(newListener);
  }

  /** Submits a query; the same token with the same request gives the query it gave before. */
  public String start(QueryRequest request) {
    QueryExecution query = submitted(request);
    Optional<String> known = history.add(query);
    if (known.isPresent()) {
      return known.get();
    }
    CompletableFuture<Void> end = workers.announce();
    events.publish(null, query);
    long queued = System.nanoTime();
    workers.execute(end, () -> run(query.id(), queued));
    return query.id();
  }

  /** A query; an error of the API if there is none of that id. */
  public QueryExecution get(String id) {
    return history.get(id);
  }

  /** The ids of a workgroup's queries, the latest first. */
  public List<String> ids(String workGroup) {
    return history.ids(workGroup);
  }

  /** Whether a query is waiting or running. */
  public boolean busy() {
    return history.busy();
  }

  /** Cancels a query; nothing happens to one that has ended. */
  public void stop(String id) {
    if (get(id).state().terminal()) {
      return;
    }
    change(id, State.CANCELLED, "Query cancelled by user");
    cancel(id);
  }

  /** The result's rows; the header's too, if there is one. */
  List<List<String>> rows(QueryExecution query) {
    if (CreateTableAs.matches(query.request().sql())) {
      return List.of();
    }
    try {
      return ResultCsv.read(results.get(query.output()), query.outcome().header());
    } catch (IOException e) {
      throw AthenaService.invalid("Could not find results at " + query.output());
    }
  }

  private QueryExecution submitted(QueryRequest request) {
    WorkGroup group = groups.get(request.workGroup());
    Optional<String> place =
        group.enforced() ? group.output().or(request::output) : request.output().or(group::output);
    String output =
        place.orElseThrow(
            () ->
                AthenaService.invalid(
                    "No output location provided. An output location is required either through"
                        + " the Workgroup result configuration setting or as an API input."));
    String id = UUID.randomUUID().toString();
    boolean select = StatementType.of(request.sql()) == StatementType.DML;
    String name =
        CreateTableAs.matches(request.sql()) ? "tables/" + id : id + (select ? ".csv" : ".txt");
    return new QueryExecution(
        id,
        request,
        S3Location.parse(output).resolve(name),
        new Status(State.QUEUED, "", clock.instant(), Optional.empty(), 1),
        Outcome.NONE);
  }

  private void run(String id, long queued) {
    if (!change(id, State.RUNNING, "")) {
      return;
    }
    QueryExecution query = get(id);
    long started = System.nanoTime();
    try {
      finish(query, millis(queued, started), started);
      change(id, State.SUCCEEDED, "");
    } catch (QueryFailedException e) {
      change(id, State.FAILED, e.getMessage());
    } catch (IOException e) {
      change(id, State.FAILED, "RESULT_NOT_WRITTEN: " + query.output() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Query " + id, e);
      change(id, State.FAILED, "GENERIC_INTERNAL_ERROR: " + e);
    } finally {
      ended(id);
    }
  }

  private void finish(QueryExecution query, long queueMillis, long started)
      throws QueryFailedException, IOException {
    QueryRequest request = query.request();
    AthenaEngine.Context context =
        new AthenaEngine.Context(request.database(), Optional.of(query.output().folder()));
    QueryResult result = engine.run(context, request.sql(), cancel -> running(query.id(), cancel));
    results.put(file(query), ResultCsv.write(result));
    Outcome outcome =
        new Outcome(
            result.columns(),
            result.header(),
            result.scannedBytes(),
            queueMillis,
            millis(started, System.nanoTime()));
    history.change(query.id(), now -> now.with(outcome));
  }

  /** Of a table that was made, it is the list of its objects. */
  private static S3Location file(QueryExecution query) {
    S3Location output = query.output();
    return CreateTableAs.matches(query.request().sql())
        ? new S3Location(output.bucket(), output.key() + "-manifest.csv")
        : output;
  }

  private static long millis(long from, long to) {
    return (to - from) / 1_000_000;
  }

  private synchronized void ended(String id) {
    running.remove(id);
    notifyAll();
  }

  /** A query that was stopped while its tables were looked up is refused here. */
  private synchronized void running(String id, Runnable cancel) throws QueryFailedException {
    if (get(id).state().terminal()) {
      throw new QueryFailedException("USER_CANCELED", "Query cancelled by user");
    }
    running.put(id, cancel);
  }

  /** DuckDB forgets an interrupt that comes just before it begins, so it is repeated. */
  private synchronized void cancel(String id) {
    try {
      while (running.containsKey(id)) {
        running.get(id).run();
        wait(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean change(String id, State next, String reason) {
    Optional<QueryExecution> before =
        history.change(id, query -> query.to(next, reason, clock.instant()));
    before.ifPresent(
        query -> events.publish(query.state(), query.to(next, reason, query.status().submitted())));
    return before.isPresent();
  }

  /** Drops what waits and cancels what runs; afterwards no query writes a result any more. */
  @Override
  public void close() {
    workers.close(this::cancelAll);
  }

  private synchronized void cancelAll() {
    running.values().forEach(Runnable::run);
  }
}
