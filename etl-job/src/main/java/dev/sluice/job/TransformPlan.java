package dev.sluice.job;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import java.io.Serializable;
import java.util.List;

/**
 * What executors have to know.
 *
 * @param targets the partitions that are to be made; rows name theirs by its place here
 */
record TransformPlan(LakeAccess lake, SharedDefinition definition, List<Target> targets)
    implements Serializable {
  private static final long serialVersionUID = 1;

  ObjectStore store() {
    return lake.store();
  }

  Pipeline pipeline() {
    return definition.pipeline();
  }

  /** The table of that partition. */
  TrustedTable table(int target) {
    String name = targets.get(target).table();
    return pipeline().trusted().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No table '" + name + "' in " + definition));
  }

  /** Bytes that the number of a partition takes, with one bit more for {@link Parcel}. */
  int targetBytes() {
    return Math.max(1, (71 - Long.numberOfLeadingZeros(2L * targets.size())) / 8);
  }
}
