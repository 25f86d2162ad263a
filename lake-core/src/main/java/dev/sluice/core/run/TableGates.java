package dev.sluice.core.run;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TableGate;
import dev.sluice.core.trusted.TiedPartitions;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPartitions;
import dev.sluice.core.trusted.read.FailureText;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Which tables a run leaves as they are, and which partitions it makes only with others. Each table
 * that is left is told once, whatever it has.
 */
public final class TableGates {
  private final TiedPartitions tied;
  private final Map<String, TableGate> gates = new HashMap<>();

  /** Looks at all tables. */
  public TableGates(
      Pipeline pipeline, PartitionSurvey survey, RewritePolicy policy, TrustedPartitions raw) {
    tied = new TiedPartitions(survey, policy);
    for (TrustedTable table : pipeline.trusted()) {
      String unread = raw.unread().get(table.name());
      gates.put(
          table.name(),
          unread == null ? gate(table, survey, policy, raw) : new TableGate.Unread(unread));
    }
  }

  private TableGate gate(
      TrustedTable table, PartitionSurvey survey, RewritePolicy policy, TrustedPartitions raw) {
    try {
      TableGate gate = survey.keeper(table).gate(table, policy);
      if (gate.equals(TableGate.OPEN)) {
        tied.addAll(table, raw.of(table));
      }
      return gate;
    } catch (IOException | RuntimeException e) {
      return new TableGate.Unread(FailureText.told(e));
    }
  }

  /** Whether the run makes the partition's table. */
  public boolean isOpen(TrustedPartition partition) {
    return of(partition).equals(TableGate.OPEN);
  }

  /** What holds for a partition of a table that the run makes. */
  public RewritePolicy policy(TrustedPartition partition) {
    return tied.policy(partition);
  }

  boolean isRefused(TrustedPartition partition) {
    return of(partition) instanceof TableGate.Refused;
  }

  private TableGate of(TrustedPartition partition) {
    return gates.get(partition.table().name());
  }

  /** Adds what is to be told, unless the run has told it. */
  void tell(Run run, PartitionTotals totals) {
    gates.forEach(
        (table, gate) -> {
          boolean isTold = run.failed(Run.Step.TRANSFORM).contains(table);
          if (gate instanceof TableGate.Pinned pinned) {
            totals.pin(table, pinned.pin());
          } else if (gate instanceof TableGate.Refused refused && !isTold) {
            totals.refuse(table, refused.reason());
          } else if (gate instanceof TableGate.Unread unread) {
            totals.leaveOut(table, isTold ? "" : unread.reason());
          }
        });
  }
}
