package dev.sluice.iceberg;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run has made of a table.
 *
 * @param run its id
 * @param units that it made
 * @param summary what the snapshot is to say of the run, beside Iceberg's own counts
 * @param overwrites the paths of units in whose partitions others' rows may be overwritten
 * @param unpins whether a table that is pinned is to be let go with this
 */
public record CommitRequest(
    String run,
    List<MadeUnit> units,
    Map<String, String> summary,
    Set<String> overwrites,
    boolean unpins) {
  public CommitRequest {
    units = List.copyOf(units);
    summary = Map.copyOf(summary);
    overwrites = Set.copyOf(overwrites);
  }

  /** Of a run that leaves what others did. */
  public CommitRequest(String run, List<MadeUnit> units, Map<String, String> summary) {
    this(run, units, summary, Set.of(), false);
  }

  /** What snapshots say of the rows of these units. */
  static Map<String, String> summary(Iterable<MadeUnit> units) {
    Map<String, Long> sums = new HashMap<>();
    for (MadeUnit unit : units) {
      for (String name : List.of("stored", "duplicates", "dropped", "quarantined", "rows")) {
        sums.merge(
            "sluice." + name, Long.parseLong(unit.made().getOrDefault(name, "0")), Long::sum);
      }
    }
    return sums.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, sum -> sum.getValue().toString()));
  }

  /** Nothing of it is in the table, for one reason. */
  CommitResult left(String reason) {
    Map<String, String> left = new TreeMap<>();
    units.forEach(unit -> left.put(unit.path(), reason));
    return new CommitResult(Set.of(), left);
  }

  /**
   * What became of it.
   *
   * @param committed the paths of the units that are in the table now
   * @param left why others are not: the table has them as they were
   */
  public record CommitResult(Set<String> committed, Map<String, String> left) {
    public CommitResult {
      committed = Set.copyOf(committed);
      left = java.util.Collections.unmodifiableMap(new TreeMap<>(left));
    }
  }
}
