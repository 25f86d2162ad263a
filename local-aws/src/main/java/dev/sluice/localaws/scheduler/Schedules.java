package dev.sluice.localaws.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The schedules of the group {@code default}. Safe for use by several threads. */
public final class Schedules {
  private final Map<String, Schedule> byName = new TreeMap<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final Account account;
  private final Clock clock;

  public Schedules(Account account, Clock clock) {
    this.account = account;
    this.clock = clock;
  }

  /** Is told of changes, in the changer's thread. */
  public interface Watcher {
    /** A schedule was made, or another of its name replaced. */
    void put(Schedule schedule);

    void removed(Schedule schedule);
  }

  /** Tells the watcher of the schedules that are there, and of every change. */
  public synchronized void watch(Watcher watcher) {
    watchers.add(watcher);
    byName.values().forEach(watcher::put);
  }

  /**
   * Makes a schedule of CreateSchedule's input.
   *
   * @param start the input's StartDate
   * @param end its EndDate
   */
  public synchronized Schedule create(
      String name, ObjectNode input, Optional<Instant> start, Optional<Instant> end) {
    Schedule old = byName.get(name);
    if (old != null) {
      String token = input.path("ClientToken").asText("");
      if (!token.isEmpty() && token.equals(old.definition().path("ClientToken").asText())) {
        return old;
      }
      throw new AwsException("ConflictException", 409, "Schedule " + name + " already exists.");
    }
    Instant now = clock.instant();
    return keep(name, input, new Schedule.Dates(start.orElse(now), end, now, now));
  }

  /** Replaces a schedule: what the input leaves out is AWS's default again. */
  public synchronized Schedule update(
      String name, ObjectNode input, Optional<Instant> start, Optional<Instant> end) {
    Schedule old = get(name);
    Instant now = clock.instant();
    return keep(
        name,
        input,
        new Schedule.Dates(start.orElse(old.dates().created()), end, old.dates().created(), now));
  }

  private Schedule keep(String name, ObjectNode input, Schedule.Dates dates) {
    String arn = account.arn("scheduler", "schedule/default/" + name);
    Schedule schedule = Schedule.of(name, arn, input.deepCopy(), dates);
    byName.put(name, schedule);
    watchers.forEach(watcher -> watcher.put(schedule));
    return schedule;
  }

  public synchronized Schedule get(String name) {
    Schedule schedule = byName.get(name);
    if (schedule == null) {
      throw new AwsException(
          "ResourceNotFoundException", 404, "Schedule " + name + " does not exist.");
    }
    return schedule;
  }

  public synchronized List<Schedule> all() {
    return List.copyOf(byName.values());
  }

  /** When a function is invoked next after that time; empty: never by a schedule. */
  public synchronized Optional<Instant> nextOf(String function, Instant after) {
    return byName.values().stream()
        .filter(schedule -> schedule.targetArn().endsWith(":" + function))
        .flatMap(schedule -> schedule.nextAfter(after).stream())
        .min(Instant::compareTo);
  }

  public synchronized void delete(String name) {
    Schedule schedule = get(name);
    byName.remove(name);
    watchers.forEach(watcher -> watcher.removed(schedule));
  }
}
