package dev.sluice.core.raw;

import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PartitionPath;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.RawKeys;
import dev.sluice.core.lake.RawKeys.ShardBatch;
import dev.sluice.core.lake.RecordTime;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.record.RecordScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * Stores batches as raw objects: one object of gzipped newline-delimited JSON for each partition of
 * the records' event time, and one of rejected records for each day of arrival. Records whose event
 * time doesn't count are in objects of their own ({@link RecordTime}) in the partition in which
 * they arrived.
 *
 * <p>The same batch yields the same keys and bytes, so a batch that failed halfway is simply
 * written again. A batch with other limits (after a bisection, say) yields other keys; the records
 * that are then stored twice have equal ids, and the trusted tables keep one of each.
 *
 * <p>Bad records never fail a batch; only the store does. Payloads are stored as they came, except
 * that one written over several lines is put onto one. Memory is bounded by the batch's size,
 * however many partitions it touches. Not safe for several threads.
 */
public final class RawBatchWriter {
  private final Pipeline pipeline;
  private final RawKeys keys;
  private final RecordScanner scanner;
  private final ObjectStore store;
  private final boolean isOfLanes;

  /** Of batches that are unbroken runs of their shards. */
  public RawBatchWriter(Pipeline pipeline, ObjectStore store) {
    this(pipeline, store, false);
  }

  /**
   * Of batches as Lambda's ParallelizationFactor gives them.
   *
   * @param isOfLanes whether a shard is dealt to several lanes, so that records of others lie
   *     between those of a batch
   */
  public RawBatchWriter(Pipeline pipeline, ObjectStore store, boolean isOfLanes) {
    this.isOfLanes = isOfLanes;
    this.pipeline = pipeline;
    this.keys = new RawKeys(pipeline.name(), pipeline.raw());
    this.scanner = new RecordScanner(pipeline.record());
    this.store = store;
  }

  /**
   * Stores a batch.
   *
   * @throws IOException if the store fails; some of the batch's objects may have been stored
   */
  public RawBatchOutcome write(RecordBatch batch) throws IOException {
    SortedBatch sorted = new SortedBatch(batch, scanner, pipeline);
    long bytes = writeValid(batch, sorted.valid) + writeRejected(batch, sorted);
    PartitionGroups valid = sorted.valid;
    return new RawBatchOutcome(
        valid.size() == 0 ? 0 : valid.end(valid.size() - 1),
        sorted.rejections(),
        batch.passedOver(),
        sorted.time.fallbacks(batch),
        valid.size() + sorted.rejected.size(),
        bytes);
  }

  private long writeValid(RecordBatch batch, PartitionGroups groups) throws IOException {
    PartitionPath partitions = new PartitionPath(pipeline.raw());
    long bytes = 0;
    try (RawObjectWriter objects = RawObjectWriter.of(Input.ofStream(pipeline.raw()).format())) {
      for (int group = 0; group < groups.size(); group++) {
        objects.begin();
        for (int index = groups.start(group); index < groups.end(group); index++) {
          int record = groups.record(index);
          objects.add(batch.data(), batch.offset(record), batch.length(record));
        }
        PutObject.Content content = objects.finish();
        RawGroup of = RawGroup.of(groups.ordinal(group));
        String path = partitions.path(of.partition());
        String key = keys.raw(path, run(batch, groups, group), of.time(), objects.suffix());
        put(key, content, objects.mediaType(), metadata(batch, groups, group));
        bytes += content.length();
      }
    }
    return bytes;
  }

  private long writeRejected(RecordBatch batch, SortedBatch sorted) throws IOException {
    PartitionGroups days = sorted.rejected;
    long bytes = 0;
    for (int day = 0; day < days.size(); day++) {
      try (RejectedLines lines = new RejectedLines(batch)) {
        for (int index = days.start(day); index < days.end(day); index++) {
          int record = days.record(index);
          lines.add(record, sorted.reasons[record]);
        }
        byte[] content = lines.finish();
        String path = RawKeys.rejectedDays().path(days.ordinal(day));
        String key = keys.rejected(path, run(batch, days, day));
        put(key, PutObject.Content.of(content), "application/x-ndjson", metadata(batch, days, day));
        bytes += content.length;
      }
    }
    return bytes;
  }

  private void put(String key, PutObject.Content content, String type, Map<String, String> metadata)
      throws IOException {
    store.put(new PutObject(key, content, type, metadata, PutObject.Condition.NONE));
  }

  private ShardBatch run(RecordBatch batch, PartitionGroups groups, int group) {
    return new ShardBatch(
        batch.shardId(),
        first(batch, groups, group),
        last(batch, groups, group),
        isOfLanes ? OptionalLong.of(checksum(batch, groups, group)) : OptionalLong.empty());
  }

  private static String first(RecordBatch batch, PartitionGroups groups, int group) {
    return batch.sequenceNumber(groups.record(groups.start(group)));
  }

  private static String last(RecordBatch batch, PartitionGroups groups, int group) {
    return batch.sequenceNumber(groups.record(groups.end(group) - 1));
  }

  private static long checksum(RecordBatch batch, PartitionGroups groups, int group) {
    CRC32 checksum = new CRC32();
    for (int index = groups.start(group); index < groups.end(group); index++) {
      int record = groups.record(index);
      checksum.update(batch.sequenceNumber(record).getBytes(StandardCharsets.US_ASCII));
      checksum.update(batch.data(), batch.offset(record), batch.length(record));
    }
    return checksum.getValue();
  }

  private static Map<String, String> metadata(
      RecordBatch batch, PartitionGroups groups, int group) {
    String records = Integer.toString(groups.end(group) - groups.start(group));
    return Map.of(
        "records",
        records,
        "first",
        first(batch, groups, group),
        "last",
        last(batch, groups, group));
  }
}
