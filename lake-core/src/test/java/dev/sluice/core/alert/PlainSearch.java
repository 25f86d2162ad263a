package dev.sluice.core.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules of {@link MemoryPropertyTest} by looking at each turbine's whole history, without
 * states.
 */
final class PlainSearch {
  private final List<ShardReading> all;
  private final Map<String, Long> violations = new TreeMap<>();

  PlainSearch(List<ShardReading> all) {
    this.all = all;
  }

  Map<String, Long> violations() {
    for (int turbine = 0; turbine < 4; turbine++) {
      String name = "wt-" + turbine;
      List<ShardReading> own = all.stream().filter(r -> r.turbine().equals(name)).toList();
      List<ShardReading> valued = own.stream().filter(r -> !r.data().isEmpty()).toList();
      String device = name + "/temperature";
      count("stuck " + device, stuck(valued));
      count("held " + device, held(own));
      count("cleared " + device, cleared(own));
      count("changing " + device, changing(valued));
      count("mean " + device, means(valued));
      count("silent " + device, silent(valued));
    }
    return violations;
  }

  private void count(String key, long number) {
    if (number > 0) {
      violations.put(key, number);
    }
  }

  private static double value(ShardReading reading) {
    return reading.data().isEmpty() ? Double.NaN : Double.parseDouble(reading.data());
  }

  private static long stuck(List<ShardReading> own) {
    long found = 0;
    int first = 0;
    boolean told = false;
    for (int i = 1; i < own.size(); i++) {
      boolean same = own.get(i).data().equals(own.get(i - 1).data());
      boolean gap = own.get(i).event() - own.get(i - 1).event() > 30;
      if (!same || (gap && !told)) {
        first = i;
        told = false;
      } else if (!told && own.get(i).event() - own.get(first).event() >= 30) {
        told = true;
        found++;
      }
    }
    return found;
  }

  private static long held(List<ShardReading> own) {
    long found = 0;
    int since = -1;
    for (ShardReading each : own) {
      if (!(value(each) > 2)) {
        since = -1;
        continue;
      }
      since = since < 0 ? each.event() : since;
      found += each.event() - since >= 20 ? 1 : 0;
    }
    return found;
  }

  private static long cleared(List<ShardReading> own) {
    return own.stream().filter(each -> value(each) > 2).count();
  }

  private static long changing(List<ShardReading> own) {
    long found = 0;
    ShardReading before = null;
    for (ShardReading each : own) {
      if (before == null || each.event() > before.event()) {
        double seconds = before == null ? 1 : each.event() - before.event();
        double change = before == null ? 0 : (value(each) - value(before)) / seconds * 10;
        found += Math.abs(change) > 1 + 1e-12 ? 1 : 0;
        before = each;
      }
    }
    return found;
  }

  private static long means(List<ShardReading> own) {
    Map<Integer, List<ShardReading>> periods = new TreeMap<>();
    int offset = (int) Math.floorMod(Batches.START.getEpochSecond(), 50L);
    own.forEach(
        each ->
            periods
                .computeIfAbsent((each.event() + offset) / 50, key -> new ArrayList<>())
                .add(each));
    return periods.values().stream()
        .limit(Math.max(0, periods.size() - 1))
        .filter(of -> of.stream().mapToDouble(PlainSearch::value).average().orElse(0) > 1.6)
        .count();
  }

  /** Arrivals on a clock that stands still where the shard had nothing for 40 s or more. */
  private long silent(List<ShardReading> valued) {
    long found = 0;
    long seen = -1;
    long pauses = 0;
    boolean told = false;
    int before = all.isEmpty() ? 0 : all.get(0).arrival();
    for (ShardReading each : all) {
      int step = each.arrival() - before;
      pauses += step >= 40 ? step : 0;
      before = each.arrival();
      long now = each.arrival() - pauses;
      if (seen >= 0 && !told && now - seen >= 40) {
        told = true;
        found++;
      }
      if (valued.contains(each)) {
        seen = now;
        told = false;
      }
    }
    return found;
  }
}
