package dev.sluice.core.run;

import dev.sluice.core.run.RunDriver.Engine;
import dev.sluice.core.run.RunRules.Action;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.HalfSurveyException;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.read.FailureText;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** One invocation's work on a run: does the next action, saves, and so on. */
final class RunSession {
  private final RunDriver.Ports ports;
  private final RunRules rules;
  private final RawLook look;
  private final ServiceStep service;
  private final RefineStep refine;
  private final SavedRun saved;
  private final RunEvent event;
  private final Set<String> toPoll;
  private final DeferredTasks deferred = new DeferredTasks();
  private Run run;
  private String problem = "";
  private String underway = "";

  RunSession(RunDriver.Ports ports, SavedRun saved, RunEvent event, Run run) {
    this.ports = ports;
    this.rules = ports.rules();
    this.look = new RawLook(ports.survey(), event);
    this.service = new ServiceStep(ports, event);
    this.refine = new RefineStep(ports);
    this.saved = saved;
    this.event = event;
    this.run = run;
    this.toPoll = event.toPoll(run);
  }

  RunResult goOn() throws IOException {
    try {
      if (run.step().isEnd()) {
        save(run);
      }
      boolean more = true;
      while (more) {
        more = perform(rules.next(deferred.without(run), toPoll));
      }
      return result();
    } catch (SavedRun.ConflictException e) {
      throw e;
    } catch (HalfSurveyException e) {
      save(run.leased(Optional.empty()));
      return result();
    } catch (IOException | RuntimeException | Error e) {
      problem = FailureText.told(e);
      save(RunOutcomes.stepFailed(run, problem));
      return result();
    }
  }

  private RunResult result() {
    return RunResult.of(run, new RunResult.Invocation(problem, underway, look.seen()));
  }

  private boolean perform(Action action) throws IOException {
    if (action instanceof Action.Transform) {
      return transform();
    } else if (action instanceof Action.StartService start) {
      return start(
          start.task(), () -> service.start(run, start.task(), () -> look.at(run), policy()));
    } else if (action instanceof Action.Declare) {
      return declare();
    } else if (action instanceof Action.End end) {
      save(run.to(end.as()));
      return false;
    } else if (action instanceof Action.Rest) {
      return false;
    }
    move(action);
    return true;
  }

  private void move(Action action) throws IOException {
    if (action instanceof Action.PlanService) {
      Task last = saved.document().services().get(run.step().name());
      save(service.planned(run, Optional.ofNullable(last), look.at(run), policy()));
    } else if (action instanceof Action.Advance) {
      enter(run, rules.after(run.step()));
    } else if (action instanceof Action.Judge) {
      enter(new CheckStep(ports, run, saved.document()).judged(), rules.after(run.step()));
    } else if (action instanceof Action.Make make) {
      start(make.table(), () -> refine.start(run, make.table()));
    } else if (action instanceof Action.Swap swap) {
      swap(swap.table());
    } else if (action instanceof Action.Block block) {
      save(RunOutcomes.blocked(run, block.table(), block.failed()));
    } else if (action instanceof Action.Start start) {
      start(start.query(), () -> new QueryStep(ports).start(run, start.query()));
    } else if (action instanceof Action.Poll poll) {
      poll(poll.task());
    }
  }

  private void save(Run next) throws IOException {
    run = next;
    saved.save(run);
  }

  /** Begins a step; one with statements plans them in the same save. */
  private void enter(Run ready, Run.Step next) throws IOException {
    RunPlan plan = new FoundTables(ports).plan(ready, saved.document(), next);
    Run begun = ready.to(next);
    save(
        switch (next) {
          case CHECKS -> RunOutcomes.planned(begun, plan.checks());
          case REFINE -> RunOutcomes.planned(begun, plan.refined(refine.pointers()));
          case KEYS -> RunOutcomes.planned(begun, plan.keys());
          case QUERIES -> RunOutcomes.planned(begun, plan.queries(refine.pointers()));
          case CRAWL_RAW, TRANSFORM, CATALOG, CRAWL_TRUSTED, SUCCEEDED, NOTHING_TO_DO, FAILED ->
              begun;
        });
  }

  private RewritePolicy policy() {
    return new RewritePolicy(run.id(), event.time(), ports.rawKept(), run.origin().rebuild());
  }

  private boolean transform() throws IOException {
    Run begun = run.leased(Optional.of(event.lease()));
    save(begun);
    TransformStep.Progress progress =
        new TransformStep(ports.pipeline(), ((Engine.Embedded) ports.engine()).transform())
            .perform(begun, look.at(run), policy(), event.remainingMillis(), this::checkpoint);
    underway = progress.underway();
    Run next = progress.over(begun);
    save(progress.isComplete() ? next.to(rules.after(run.step())) : next.leased(Optional.empty()));
    return progress.isComplete();
  }

  private void checkpoint(Run next) throws IOException {
    if (TableTotals.rewritten(next.tables()) > TableTotals.rewritten(run.tables())) {
      save(next);
    }
  }

  /** What a service does for a task. */
  @FunctionalInterface
  private interface Effect {
    Task happen() throws IOException;
  }

  /**
   * Whether there was an attempt; otherwise the service is at work for somebody else. An attempt
   * that fails costs this task; the others go on.
   */
  private boolean start(Task task, Effect effect) throws IOException {
    Task started;
    try {
      started = effect.happen();
    } catch (HalfSurveyException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      problem = FailureText.told(e);
      deferred.add(run, task);
      save(RunOutcomes.notStarted(run, task, problem));
      return true;
    }
    if (!started.equals(task)) {
      started(started);
    }
    return !started.equals(task);
  }

  /**
   * What can't be declared is tried again by the next invocation; the third time it is given up.
   */
  private boolean declare() throws IOException {
    DeclareStep.Declaration declaration =
        new DeclareStep(ports).declare(look.at(run), event.time());
    Run next = run.changed(declaration.isChanged());
    problem = declaration.problem();
    if (!problem.isEmpty() && run.attempts() + 1 < RunOutcomes.MOST_ATTEMPTS) {
      save(next.failedAttempt());
      return false;
    }
    enter(next.withFailures(declaration.failures()), rules.after(run.step()));
    return true;
  }

  private void swap(Task table) throws IOException {
    Task previous = saved.document().refined().get(table.name());
    try {
      refine.swap(run, table, previous == null ? "" : previous.key(), saved::isUnchanged);
    } catch (SavedRun.ConflictException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      problem = FailureText.told(e);
      deferred.add(run, table);
      save(RunOutcomes.swapFailed(run, table, problem));
      return;
    }
    save(run.with(table.succeeded(table.key())));
  }

  /** One that ended before this save had its event ignored: so it is polled once, after. */
  private void started(Task task) throws IOException {
    toPoll.add(task.executionId());
    save(run.with(task).changed(true));
  }

  private void poll(Task task) throws IOException {
    toPoll.remove(task.executionId());
    Run next;
    try {
      next = service.polled(run, task, policy());
    } catch (HalfSurveyException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      problem = "The state of '%s' can't be read: %s".formatted(task.name(), FailureText.told(e));
      return; // it may be at work: the next schedule or watchdog polls again
    }
    if (!next.equals(run)) {
      save(next);
    }
  }
}
