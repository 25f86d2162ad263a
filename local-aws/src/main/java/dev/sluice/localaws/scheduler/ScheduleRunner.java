package dev.sluice.localaws.scheduler;

import dev.sluice.localaws.clock.PeriodicAction;
import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.scheduler.ScheduleExpression.At;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Fires the schedules at their times on a timeline, to the millisecond: AWS fires within the
 * minute, and a flexible time window is not used.
 */
public final class ScheduleRunner implements Schedules.Watcher {
  private final Timeline timeline;
  private final Schedules schedules;
  private final Consumer<ScheduleFiring> target;
  private final Map<String, PeriodicAction> actions = new HashMap<>();
  private boolean stopped;

  private ScheduleRunner(Timeline timeline, Schedules schedules, Consumer<ScheduleFiring> target) {
    this.timeline = timeline;
    this.schedules = schedules;
    this.target = target;
  }

  /**
   * Fires from now on.
   *
   * @param target takes a firing, in the timeline's thread, and hands it on; retries are its matter
   */
  public static ScheduleRunner start(
      Timeline timeline, Schedules schedules, Consumer<ScheduleFiring> target) {
    ScheduleRunner runner = new ScheduleRunner(timeline, schedules, target);
    schedules.watch(runner);
    return runner;
  }

  /** Nothing fires from now on, whoever made the schedule and whenever. */
  public synchronized void stop() {
    stopped = true;
    actions.values().forEach(PeriodicAction::cancel);
    actions.clear();
  }

  @Override
  public synchronized void put(Schedule schedule) {
    removed(schedule);
    if (stopped) {
      return;
    }
    Instant from = later(schedule.dates().created(), schedule.dates().modified()).minusNanos(1);
    schedule
        .nextAfter(from)
        .ifPresent(
            first ->
                actions.put(
                    schedule.name(),
                    timeline.schedulePeriodic(
                        first,
                        "schedule " + schedule.name(),
                        schedule::nextAfter,
                        time -> fire(schedule, time))));
  }

  @Override
  public synchronized void removed(Schedule schedule) {
    PeriodicAction action = actions.remove(schedule.name());
    if (action != null) {
      action.cancel();
    }
  }

  private void fire(Schedule schedule, Instant time) {
    target.accept(new ScheduleFiring(schedule, time));
    boolean delete = schedule.definition().path("ActionAfterCompletion").asText().equals("DELETE");
    if (delete && schedule.expression() instanceof At) {
      schedules.delete(schedule.name());
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
