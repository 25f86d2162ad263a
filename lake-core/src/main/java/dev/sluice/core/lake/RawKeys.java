package dev.sluice.core.lake;

import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.RawLayout;
import java.util.List;
import java.util.OptionalLong;

/**
 * The keys under which a pipeline's batches are stored. A key names the shard and the first and
 * last sequence number of the records inside: because a batch is an unbroken run of its shard, two
 * batches that yield the same key yield the same records. A batch of one of the lanes that a shard
 * is dealt to is no unbroken run, and another number of lanes has other records between the same
 * two: its key names its content, too.
 *
 * @param pipeline the pipeline's name
 * @param layout of its raw objects
 */
public record RawKeys(String pipeline, RawLayout layout) {
  private static final PartitionPath REJECTED_DAYS =
      new PartitionPath(
          List.of(PartitionField.YEAR, PartitionField.MONTH, PartitionField.DAY),
          RawLayout.Style.HIVE);

  /** How rejected records are partitioned: by the day of arrival. */
  public static PartitionPath rejectedDays() {
    return REJECTED_DAYS;
  }

  /** The key of a raw object whose records go by that time, with the suffix of its format. */
  public String raw(String partition, ShardBatch batch, RecordTime time, String suffix) {
    return layout.prefix() + "/" + partition + "/" + batch.name() + time.ending() + suffix;
  }

  /** The key of an object of rejected records that arrived on one day. */
  public String rejected(String day, ShardBatch batch) {
    return new LakeLayout(pipeline).rejected(LakeLayout.Rejected.STREAM)
        + day
        + "/"
        + batch.name()
        + ".json";
  }

  /**
   * Consecutive records of a shard, or of a lane of it.
   *
   * @param content a checksum of them; empty: they are all that the shard has between the two
   */
  public record ShardBatch(String shardId, String first, String last, OptionalLong content) {
    public ShardBatch {
      if (shardId.isEmpty() || first.isEmpty() || last.isEmpty()) {
        throw new IllegalArgumentException(
            "A batch needs shard, first and last, but has '%s', '%s', '%s'"
                .formatted(shardId, first, last));
      }
    }

    String name() {
      String run = shardId + "-" + first + "-" + last;
      return content.isPresent() ? "%s-%08x".formatted(run, content.getAsLong()) : run;
    }
  }
}
