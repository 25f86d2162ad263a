package dev.sluice.core.run;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.run.port.TableCatalog.Hold;
import dev.sluice.core.run.port.TableCatalog.Kind;
import dev.sluice.core.run.port.TableCatalog.TablePointer;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.Task;
import java.util.Optional;

/** A refined table as the catalog has it, if it has it. */
record StandingTable(
    Pipeline pipeline, Run run, RefinedTable table, Optional<TablePointer> pointer) {
  /** One that is pinned is what its snapshot is, whatever it would be made of. */
  Optional<String> pinned() {
    return pointer
        .map(TablePointer::hold)
        .filter(hold -> hold instanceof Hold.Pinned)
        .map(Hold::toString);
  }

  /**
   * What a run has to do for it.
   *
   * @param waiting if it has to be made
   * @param success the last one; null: none is known
   */
  Task planned(Task waiting, Task success) {
    if (pointer.isEmpty()) {
      return waiting;
    }
    TablePointer at = pointer.get();
    if (!isOurs(at.location(), success)) {
      return waiting.blocked(
          "the catalog has %s of that name already; give one another name, or drop that"
              .formatted(
                  at.location().isEmpty() ? "a view" : "a table at '" + at.location() + "'"));
    }
    if (at.hold() instanceof Hold.Pinned pinned) {
      return waiting.left(at.location(), pinned.toString());
    }
    boolean isFree = at.hold() instanceof Hold.None;
    boolean isTaken = at.hold() instanceof Hold.Foreign && RefineStep.takesOver(run);
    if (stands(success, waiting, at) && !isTaken) {
      return success;
    }
    return isFree || isTaken ? waiting : waiting.blocked(at.hold().toString());
  }

  /** The place tells whose a table is, and a view that a pipeline made; another's view has none. */
  private boolean isOurs(String location, Task success) {
    return location.startsWith(pipeline.folder(table))
        || success != null && location.equals(success.key());
  }

  private boolean stands(Task success, Task waiting, TablePointer at) {
    return success != null
        && success.input().equals(waiting.input())
        && success.key().equals(at.location())
        && at.kind() == Kind.of(table);
  }
}
