package dev.sluice.consumer;

import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.event.RecordBatchBuilder;
import dev.sluice.core.record.Period;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** How far one shard is read. */
final class ShardCursor {
  /** Of small records; of large ones a page has 10 MiB at most. */
  private static final int PAGE = 5_000;

  private final KinesisClient kinesis;
  private final String stream;
  private final String shardId;
  private final Period period;
  private final Supplier<RecordBatchBuilder> builders;
  private String iterator;
  private Instant reached;

  ShardCursor(
      KinesisClient kinesis,
      String stream,
      String shardId,
      Period period,
      Supplier<RecordBatchBuilder> builders) {
    this.builders = builders;
    this.kinesis = kinesis;
    this.stream = stream;
    this.shardId = shardId;
    this.period = period;
    this.reached = period.from();
  }

  String shardId() {
    return shardId;
  }

  /** The arrival of the last record that was read. */
  Instant reached() {
    return reached;
  }

  /** Reads one page; true if the period's end is reached. False also if the shard refuses. */
  boolean readPage(Consumer<RecordBatch> batches) {
    GetRecordsResponse page;
    try {
      if (iterator == null) {
        iterator = firstIterator();
      }
      page = kinesis.getRecords(request -> request.shardIterator(iterator).limit(PAGE));
    } catch (ProvisionedThroughputExceededException refused) {
      return false;
    }
    List<Record> records = page.records();
    if (!records.isEmpty()) {
      give(records, batches);
      reached = records.get(records.size() - 1).approximateArrivalTimestamp();
    }
    iterator = page.nextShardIterator();
    boolean atTip = page.millisBehindLatest() != null && page.millisBehindLatest() == 0;
    return iterator == null || atTip || !reached.isBefore(period.to());
  }

  private String firstIterator() {
    return kinesis
        .getShardIterator(
            request ->
                request
                    .streamName(stream)
                    .shardId(shardId)
                    .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                    .timestamp(period.from()))
        .shardIterator();
  }

  /** A page of records that unpack to much makes several batches. */
  private void give(List<Record> records, Consumer<RecordBatch> batches) {
    RecordBatchBuilder batch = builders.get();
    for (Record each : records) {
      if (batch.isFull()) {
        batches.accept(batch.build());
        batch = builders.get();
      }
      batch.add(
          each.sequenceNumber(),
          each.partitionKey(),
          each.approximateArrivalTimestamp().toEpochMilli(),
          each.data().asByteArrayUnsafe());
    }
    batches.accept(batch.build());
  }
}
