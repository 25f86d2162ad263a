package dev.sluice.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Account;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** As the asynchronous SDK, the KCL and Flink call it: HTTP/2 with prior knowledge. */
@Timeout(60)
class KinesisOverHttp2Test {
  @TempDir Path directory;

  @Test
  void putsAndReadsRecordsOnOneConnection() throws Exception {
    LakeClock clock = LakeClock.realTime();
    KinesisStreams streams = new KinesisStreams(Account.LOCAL, clock, StreamLimits.AWS, directory);
    try (TestEndpoints endpoints =
            TestEndpoints.serving(KinesisService.over(streams, FaultPlan.NONE));
        KinesisAsyncClient client =
            KinesisAsyncClient.builder()
                .endpointOverride(endpoints.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP2))
                .build()) {
      client.createStream(b -> b.streamName("s").shardCount(1)).join();
      client.waiter().waitUntilStreamExists(b -> b.streamName("s")).join();
      List<CompletableFuture<PutRecordResponse>> puts =
          IntStream.range(0, 50)
              .mapToObj(
                  i ->
                      client.putRecord(
                          b ->
                              b.streamName("s")
                                  .partitionKey("k" + i)
                                  .data(SdkBytes.fromUtf8String("record " + i))))
              .toList();
      puts.forEach(CompletableFuture::join);

      assertThat(read(client)).hasSize(50).contains("record 0", "record 49");
    }
  }

  private static List<String> read(KinesisAsyncClient client) {
    String shard = client.listShards(b -> b.streamName("s")).join().shards().get(0).shardId();
    String iterator =
        client
            .getShardIterator(
                b ->
                    b.streamName("s")
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .join()
            .shardIterator();
    return client.getRecords(b -> b.shardIterator(iterator)).join().records().stream()
        .map(Record::data)
        .map(SdkBytes::asUtf8String)
        .toList();
  }
}
