package dev.sluice.iceberg;

import dev.sluice.iceberg.ForeignMarks.ForeignMark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.DataFile;

/**
 * Which of a run's units a commit takes, and which files it deletes. A unit is left out if somebody
 * else changed rows in a partition that it has rows in, or had. Where somebody else only put the
 * rows into other files, these may have rows of several units: then all of them are replaced, or
 * none.
 */
final class CommitPlan {
  private final TableState state;
  private final CommitRequest request;
  private final Map<String, MadeUnit> accepted = new LinkedHashMap<>();
  private final Map<String, String> left = new TreeMap<>();
  private final Set<String> done = new TreeSet<>();
  private final Set<String> overwritten = new TreeSet<>();

  CommitPlan(TableState state, CommitRequest request) throws IOException {
    this.state = state;
    this.request = request;
    for (MadeUnit unit : request.units()) {
      if (request.overwrites().contains(unit.path())) {
        overwritten.addAll(touched(unit));
      }
    }
    for (MadeUnit unit : request.units()) {
      Optional<MadeUnit> old = old(unit);
      if (old.filter(is -> is.locations().equals(unit.locations()) && same(is, unit)).isPresent()) {
        done.add(unit.path());
        continue;
      }
      Optional<String> obstacle = obstacle(unit);
      if (obstacle.isPresent()) {
        left.put(unit.path(), obstacle.get());
      } else {
        accepted.put(unit.path(), unit);
      }
    }
    while (leaveOneThatIsTied()) {
      continue;
    }
  }

  private static boolean same(MadeUnit a, MadeUnit b) {
    return a.made().equals(b.made());
  }

  /** Units that the table has already as they were made: an answer of a commit was lost. */
  Set<String> done() {
    return done;
  }

  Map<String, MadeUnit> accepted() {
    return accepted;
  }

  Map<String, String> left() {
    return left;
  }

  private Optional<MadeUnit> old(MadeUnit unit) throws IOException {
    return state.ledger().unit(unit.path(), unit.ordinal());
  }

  private Set<String> touched(MadeUnit unit) throws IOException {
    Set<String> partitions = new TreeSet<>(state.partitions(unit));
    Optional<MadeUnit> old = old(unit);
    if (old.isPresent()) {
      partitions.addAll(state.partitions(old.get()));
    }
    return partitions;
  }

  private Optional<String> obstacle(MadeUnit unit) throws IOException {
    for (String partition : touched(unit)) {
      Optional<ForeignMark> mark = state.marks().of(partition);
      boolean isOverwritten = overwritten.contains(partition);
      if (mark.isPresent() && !mark.get().hasSameRows() && !isOverwritten) {
        return Optional.of(
            "somebody else changed its rows in '%s' (%s)".formatted(partition, mark.get()));
      }
    }
    return Optional.empty();
  }

  /** Leaving one may tie others, so it is asked until all that stay can go. */
  private boolean leaveOneThatIsTied() throws IOException {
    for (MadeUnit unit : accepted.values()) {
      for (String partition : marked(unit)) {
        for (MadeUnit other : state.sharing(partition)) {
          if (!accepted.containsKey(other.path()) && !done.contains(other.path())) {
            left.put(
                unit.path(),
                "somebody else put its rows in '%s' into files with those of '%s' (%s): both have to be made again together"
                    .formatted(partition, other.path(), state.marks().of(partition).orElseThrow()));
            accepted.remove(unit.path());
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Where rows only lie in other files, those that the unit had there have to go, if any. */
  private Set<String> marked(MadeUnit unit) throws IOException {
    Set<String> had = old(unit).map(state::partitions).orElse(Set.of());
    Set<String> partitions = touched(unit);
    partitions.removeIf(
        partition ->
            state
                .marks()
                .of(partition)
                .filter(mark -> !mark.hasSameRows() || had.contains(partition))
                .isEmpty());
    return partitions;
  }

  /** The partitions in which nobody else's files are left after the commit. */
  Set<String> taken() throws IOException {
    Set<String> taken = new TreeSet<>();
    for (MadeUnit unit : accepted.values()) {
      taken.addAll(marked(unit));
    }
    return taken;
  }

  List<DataFile> added() {
    return accepted.values().stream().flatMap(unit -> unit.files().stream()).toList();
  }

  /**
   * The files that go: those of the units as they were, and in partitions that are taken all that
   * are no unit's.
   */
  List<DataFile> deleted() throws IOException {
    Set<String> taken = taken();
    Map<String, DataFile> deleted = new LinkedHashMap<>();
    for (MadeUnit unit : accepted.values()) {
      Optional<MadeUnit> old = old(unit);
      for (DataFile file : old.map(MadeUnit::files).orElse(List.of())) {
        if (!taken.contains(state.partition(file))) {
          deleted.put(file.location(), file);
        }
      }
    }
    if (!taken.isEmpty()) {
      Set<String> others = state.locationsBut(accepted.keySet());
      for (DataFile file : state.live()) {
        if (taken.contains(state.partition(file)) && !others.contains(file.location())) {
          deleted.put(file.location(), file);
        }
      }
    }
    return new ArrayList<>(deleted.values());
  }
}
