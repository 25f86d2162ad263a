package dev.sluice.localaws.athena;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The account's workgroups; {@code primary} is always there. Safe for use by several threads. */
public final class WorkGroups {
  static final String PRIMARY = "primary";

  private final Map<String, WorkGroup> groups = new TreeMap<>();

  public WorkGroups(Clock clock) {
    groups.put(PRIMARY, WorkGroup.of(PRIMARY, "", false, clock.instant()));
  }

  public synchronized void create(WorkGroup group) {
    if (groups.putIfAbsent(group.name(), group) != null) {
      throw AthenaService.invalid("WorkGroup " + group.name() + " is already created");
    }
  }

  public synchronized WorkGroup get(String name) {
    WorkGroup group = groups.get(name);
    if (group == null) {
      throw AthenaService.invalid("WorkGroup " + name + " is not found.");
    }
    return group;
  }

  public synchronized List<WorkGroup> all() {
    return List.copyOf(groups.values());
  }
}
