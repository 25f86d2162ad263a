package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Quarantine;
import dev.sluice.core.record.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A partition of a trusted table, and what is in raw for it.
 *
 * @param table the trusted table
 * @param input what the table is made of
 * @param path as in the table's keys, e.g. {@code year=2026/month=06/day=01} or {@code 2026/06};
 *     empty if the table is one object
 * @param period its time; of a table that is one object, all time
 * @param rawPrefix of the raw objects' keys, with a slash at the end
 * @param trustedPrefix of the table's keys, without a slash at the end
 * @param objects its raw objects
 */
public record TrustedPartition(
    TrustedTable table,
    Input input,
    String path,
    Period period,
    String rawPrefix,
    String trustedPrefix,
    Objects objects) {

  /**
   * The raw objects of a partition.
   *
   * @param count how many there are
   * @param bytes their size in all
   * @param newest when the last one was put
   * @param fingerprint of their keys and ETags, of the table's definition, and of objects of other
   *     partitions where copies of its records may lie
   */
  public record Objects(long count, long bytes, Instant newest, String fingerprint) {
    /** None (any more). */
    public static final Objects NONE = new Objects(0, 0, Instant.MIN, "");
  }

  /** The same partition with those raw objects. */
  TrustedPartition with(Objects others) {
    return new TrustedPartition(table, input, path, period, rawPrefix, trustedPrefix, others);
  }

  /** The fingerprint of its raw objects and of the table's definition. */
  public String fingerprint() {
    return objects.fingerprint();
  }

  /** Whether it has an object in trusted but none in raw. */
  public boolean hasNoRaw() {
    return objects.count() == 0;
  }

  /** Whether copies of its records may lie in other partitions, as far as raw shows. */
  boolean hasNeighbours() {
    return PartitionFingerprint.hasNeighbours(fingerprint());
  }

  /** When the first copy of one of its records in another partition can have been put. */
  Instant neighboursSince() {
    return Neighbourhood.of(input.layout(), period).since(input.layout().ahead());
  }

  /** From when on there are raw objects in which copies of its records may lie. */
  Instant neighboursFrom() {
    return Neighbourhood.of(input.layout(), period).since(Duration.ZERO);
  }

  /** The year in which it begins. */
  public int year() {
    return period.from().atOffset(ZoneOffset.UTC).getYear();
  }

  /**
   * Where the event times end that say how fresh it is, in epoch milliseconds: a record of the
   * stream with a later one is here by its arrival, as its clock is ahead. It arrived before its
   * object was put, at a time of which stores tell whole seconds.
   *
   * @param read the raw objects of which it is made, at least one
   */
  public long believedUntil(List<ObjectInfo> read) {
    if (!input.name().equals(Input.STREAM)) {
      return Long.MAX_VALUE;
    }
    Instant put = read.stream().map(ObjectInfo::modified).max(Instant::compareTo).orElseThrow();
    Instant ahead = put.plus(input.layout().ahead()).plusSeconds(1);
    return (ahead.isBefore(period.to()) ? ahead : period.to()).toEpochMilli();
  }

  /** The partition as messages name it. */
  public String name() {
    return path.isEmpty() ? "(all)" : path;
  }

  /** The key of the partition's only trusted object. */
  public String trustedKey() {
    return trustedPrefix + folder() + "part-0.parquet";
  }

  /** The key of the object with the partition's rows that can't be read. */
  public String rejectedKey(String pipeline) {
    return new LakeLayout(pipeline).rejected(LakeLayout.Rejected.ETL)
        + table.name()
        + folder()
        + "part-0.json";
  }

  /** The key of the object with the partition's rows that checks keep out of the table. */
  public String quarantineKey() {
    return Quarantine.prefix(trustedPrefix) + folder() + "part-0.parquet";
  }

  /** The keys of all its objects. */
  public PartitionObjects.Keys keys(String pipeline) {
    return new PartitionObjects.Keys(trustedKey(), rejectedKey(pipeline), quarantineKey());
  }

  private String folder() {
    return path.isEmpty() ? "/" : "/" + path + "/";
  }
}
