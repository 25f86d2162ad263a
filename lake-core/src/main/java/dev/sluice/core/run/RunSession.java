package dev.sluice.core.run;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.run.RunRules.Action;
import dev.sluice.core.run.TableCatalog.CatalogTable;
import dev.sluice.core.run.TableCatalog.Declared;
import dev.sluice.core.trusted.Fingerprint;
import dev.sluice.core.trusted.Freshness;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.RawPartition;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One invocation's work on a run: does the next action, saves, and so on. */
final class RunSession {
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(30);

  private final Pipeline pipeline;
  private final RunDriver.Ports ports;
  private final PartitionSurvey survey;
  private final TransformStep transform;
  private final RefineStep refine;
  private final RunStore runs;
  private final Wake wake;
  private final Set<String> toAsk = new HashSet<>();
  private RunStore.Loaded loaded;
  private Run run;
  private TransformStep.Progress progress;

  /** Somebody else saved. */
  static final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  RunSession(RunDriver.Ports ports, RunStore runs, Wake wake, RunStore.Loaded loaded, Run run) {
    this.pipeline = ports.pipeline();
    this.ports = ports;
    this.survey = new PartitionSurvey(pipeline, ports.store());
    this.transform = new TransformStep(pipeline, survey, ports.transform());
    this.refine = new RefineStep(ports);
    this.runs = runs;
    this.wake = wake;
    this.loaded = loaded;
    this.run = run;
    wake.endedQuery()
        .ifPresentOrElse(
            toAsk::add, () -> run.statements().forEach(query -> toAsk.add(query.executionId())));
  }

  RunResult goOn() throws IOException {
    try {
      if (run.step().isEnd()) {
        save(run);
      }
      boolean more = true;
      while (more) {
        more = perform(RunRules.next(pipeline, run, toAsk));
      }
      return RunResult.of(run, "", progress);
    } catch (IOException e) {
      save(RunRules.threw(run, e.getMessage()));
      return RunResult.of(run, e.getMessage(), progress);
    }
  }

  private boolean perform(Action action) throws IOException {
    if (action instanceof Action.Transform) {
      return transform();
    } else if (action instanceof Action.Declare) {
      declare();
    } else if (action instanceof Action.Make make) {
      started(refine.start(run, make.table()));
    } else if (action instanceof Action.Swap swap) {
      swap(swap.table());
    } else if (action instanceof Action.Block block) {
      save(RunRules.blocked(run, block.table(), block.failed()));
    } else if (action instanceof Action.PlanQueries) {
      planQueries(run);
    } else if (action instanceof Action.Start start) {
      start(start.query());
    } else if (action instanceof Action.Ask ask) {
      ask(ask.query());
    } else if (action instanceof Action.End end) {
      save(run.to(end.as()));
      return false;
    }
    return !(action instanceof Action.Rest);
  }

  private void save(Run next) throws IOException {
    run = next;
    loaded =
        runs.save(loaded.document().with(run), loaded.version())
            .orElseThrow(ConflictException::new);
  }

  private boolean transform() throws IOException {
    Duration left = Duration.ofMillis(wake.remainingMillis().getAsLong());
    save(run.leased(Optional.of(wake.time().plus(left).plus(LEASE_MARGIN))));
    progress = transform.run(run.tables(), freshness(), wake.remainingMillis());
    boolean rewritten =
        progress.tables().values().stream().anyMatch(table -> table.rewritten() > 0);
    Run next = run.withTables(progress.tables()).changed(rewritten);
    save(
        progress.isComplete()
            ? next.withFailures(progress.failures()).to(Run.Step.CATALOG)
            : next.leased(Optional.empty()));
    return progress.isComplete();
  }

  private Freshness freshness() {
    return new Freshness(run.id(), wake.time(), Optional.empty(), Optional.empty());
  }

  private void declare() throws IOException {
    List<RawPartition> partitions =
        progress == null ? survey.list().partitions() : progress.partitions();
    Run next = run;
    for (TrustedTable table : pipeline.trusted()) {
      Declared declared = ports.catalog().declare(catalogTable(table, partitions));
      next = next.changed(!(declared instanceof Declared.Unchanged));
      if (declared instanceof Declared.Incompatible incompatible) {
        Run.Failure failure =
            new Run.Failure(
                Run.Step.CATALOG,
                "Table '%s' can't be declared: %s".formatted(table.name(), incompatible.reason()),
                "Give the table a new name in the pipeline, or drop the old one from the catalog"
                    + " (its data stays); the next run declares it.");
        save(next.withFailures(List.of(failure)).to(Run.Step.FAILED));
        return;
      }
    }
    if (pipeline.refined().isEmpty()) {
      planQueries(next);
    } else {
      RunPlan plan = new RunPlan(pipeline, next, loaded.document());
      save(RunRules.planned(next.to(Run.Step.REFINE), plan.refined(refine.locations())));
    }
  }

  private void planQueries(Run ready) throws IOException {
    RunPlan plan = new RunPlan(pipeline, ready, loaded.document());
    save(RunRules.planned(ready.to(Run.Step.QUERIES), plan.queries()));
  }

  private void swap(QueryRun table) throws IOException {
    QueryRun previous = loaded.document().refined().get(table.name());
    refine.swap(
        table, previous == null ? "" : previous.key(), () -> runs.isUnchanged(loaded.version()));
    save(run.with(table.succeeded(table.key())));
  }

  private CatalogTable catalogTable(TrustedTable table, List<RawPartition> partitions) {
    IntSummaryStatistics years =
        partitions.stream()
            .filter(partition -> partition.table().equals(table))
            .mapToInt(RawPartition::year)
            .summaryStatistics();
    int now = wake.time().atOffset(ZoneOffset.UTC).getYear();
    boolean isPartitioned = table.partition().contains(PartitionField.YEAR);
    boolean hasYears = isPartitioned && years.getCount() > 0;
    return new CatalogTable(
        table,
        pipeline.location(table).prefix() + "/",
        hasYears ? years.getMin() : now,
        hasYears ? years.getMax() : now);
  }

  private void start(QueryRun query) throws IOException {
    String sql =
        pipeline.queries().stream()
            .filter(named -> named.name().equals(query.name()))
            .map(NamedQuery::sql)
            .findFirst()
            .orElseThrow(() -> new IOException("Query '" + query.name() + "' is declared no more"));
    String token =
        Fingerprint.sha256(
            "%s %s %s %d".formatted(pipeline.name(), run.id(), query.name(), query.attempts()));
    String output = "results/%s/%s/".formatted(pipeline.name(), query.name());
    String executionId = ports.queries().start(new QueryEngine.QueryStart(sql, output, token));
    started(query.started(executionId));
  }

  /** One that ended before this save had its event ignored: so it is asked about once, after. */
  private void started(QueryRun statement) throws IOException {
    toAsk.add(statement.executionId());
    save(run.with(statement).changed(true));
  }

  private void ask(QueryRun query) throws IOException {
    toAsk.remove(query.executionId());
    Run heard = RunRules.heard(run, query, ports.queries().state(query.executionId()));
    if (!heard.equals(run)) {
      save(heard);
    }
  }
}
