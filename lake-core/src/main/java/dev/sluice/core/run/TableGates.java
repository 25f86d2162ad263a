package dev.sluice.core.run;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TableGate;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.read.FailureText;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which tables a run leaves as they are. Each of them is told once, whatever it has. */
public final class TableGates {
  private final Pipeline pipeline;
  private final Map<String, TableGate> gates = new HashMap<>();

  /** Looks at all tables. */
  public TableGates(Pipeline pipeline, PartitionSurvey survey, RewritePolicy policy) {
    this.pipeline = pipeline;
    for (TrustedTable table : pipeline.trusted()) {
      gates.put(table.name(), gate(table, survey, policy));
    }
  }

  private static TableGate gate(TrustedTable table, PartitionSurvey survey, RewritePolicy policy) {
    try {
      return survey.keeper(table).gate(table, policy);
    } catch (IOException | RuntimeException e) {
      return new TableGate.Refused(FailureText.told(e));
    }
  }

  /** The tables that it makes. */
  public List<TrustedTable> open() {
    return pipeline.trusted().stream()
        .filter(table -> gates.get(table.name()).equals(TableGate.OPEN))
        .toList();
  }

  /** Whether the partition is of one of these. */
  public boolean isOpen(TrustedPartition partition) {
    return of(partition).equals(TableGate.OPEN);
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
          if (gate instanceof TableGate.Pinned pinned) {
            totals.pin(table, pinned.pin());
          } else if (gate instanceof TableGate.Refused refused
              && !run.failed(Run.Step.TRANSFORM).contains(table)) {
            totals.refuse(table, refused.reason());
          }
        });
  }
}
