package dev.sluice.job;

import dev.sluice.core.trusted.PartitionManifest;
import dev.sluice.core.trusted.PartitionObjects;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.rows.RowTotals;
import dev.sluice.iceberg.UnitDraft;
import java.io.Serializable;
import java.time.Instant;

/**
 * A partition that is to be made.
 *
 * @param name which one it is
 * @param keys of its objects
 * @param before which of them are there
 * @param raw of what it is made
 * @param run for which it is made
 */
record Target(Name name, PartitionObjects.Keys keys, Before before, RawObjects raw, String run)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * Which partition it is.
   *
   * @param table its table's name
   * @param partition as {@link TrustedPartition#name}
   * @param unit that has its rows in an Iceberg table
   */
  record Name(String table, String partition, UnitDraft.UnitName unit) implements Serializable {
    private static final long serialVersionUID = 1;

    static Name of(TrustedPartition partition) {
      return new Name(partition.table().name(), partition.name(), UnitDraft.UnitName.of(partition));
    }
  }

  /**
   * What the partition has from before.
   *
   * @param hadRejected whether there is an object with what can't be read
   * @param hadQuarantined whether there are rows in quarantine
   */
  record Before(boolean hadRejected, boolean hadQuarantined) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * The raw objects of a partition.
   *
   * @param oldest when the oldest of them was put
   * @param believedUntil as {@link TrustedPartition#believedUntil}
   */
  record RawObjects(String fingerprint, Instant oldest, long believedUntil)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** What the object tells of itself once it is made. */
  PartitionManifest manifest(RowTotals rows, boolean hasRejected) {
    return new PartitionManifest(
        raw.fingerprint, rows, hasRejected, raw.oldest, run, Instant.EPOCH, false);
  }
}
