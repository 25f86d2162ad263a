package dev.sluice.consumer;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** Answers with scripted pages, shard by shard; the iterator is the shard's id. */
class FakeKinesis implements KinesisClient {
  private final Map<String, Deque<Page>> pages = new TreeMap<>();
  final List<GetShardIteratorRequest> iterators = new ArrayList<>();
  Instant created = Instant.EPOCH;
  int retentionHours = 24;

  /**
   * An answer to GetRecords.
   *
   * @param behind how far behind the tip; negative: the shard is closed and this is its end
   * @param arrivals of its records; null: the shard refuses
   */
  record Page(long behind, List<Instant> arrivals) {
    static final Page REFUSED = new Page(0, null);

    static Page of(long behind, Instant... arrivals) {
      return new Page(behind, List.of(arrivals));
    }
  }

  FakeKinesis shard(String id, Page... answers) {
    pages.put(id, new ArrayDeque<>(List.of(answers)));
    return this;
  }

  /** Pages that were not asked for. */
  int left() {
    return pages.values().stream().mapToInt(Deque::size).sum();
  }

  /** One shard a page. */
  @Override
  public ListShardsResponse listShards(ListShardsRequest request) {
    List<String> ids = List.copyOf(pages.keySet());
    int at = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
    return ListShardsResponse.builder()
        .shards(Shard.builder().shardId(ids.get(at)).build())
        .nextToken(at + 1 < ids.size() ? Integer.toString(at + 1) : null)
        .build();
  }

  @Override
  public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
    iterators.add(request);
    return GetShardIteratorResponse.builder().shardIterator(request.shardId()).build();
  }

  @Override
  public GetRecordsResponse getRecords(GetRecordsRequest request) {
    Page page = pages.get(request.shardIterator()).remove();
    if (page.arrivals() == null) {
      throw ProvisionedThroughputExceededException.builder().message("Rate exceeded").build();
    }
    return GetRecordsResponse.builder()
        .records(page.arrivals().stream().map(FakeKinesis::record).toList())
        .millisBehindLatest(page.behind() < 0 ? null : page.behind())
        .nextShardIterator(page.behind() < 0 ? null : request.shardIterator())
        .build();
  }

  private static Record record(Instant arrival) {
    return Record.builder()
        .sequenceNumber(Long.toString(arrival.toEpochMilli()))
        .partitionKey("k")
        .approximateArrivalTimestamp(arrival)
        .data(SdkBytes.fromUtf8String("{}"))
        .build();
  }

  @Override
  public DescribeStreamSummaryResponse describeStreamSummary(DescribeStreamSummaryRequest r) {
    return DescribeStreamSummaryResponse.builder()
        .streamDescriptionSummary(
            facts -> facts.retentionPeriodHours(retentionHours).streamCreationTimestamp(created))
        .build();
  }

  @Override
  public String serviceName() {
    return "kinesis";
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
