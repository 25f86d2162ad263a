package dev.sluice.localaws.kinesis;

import dev.sluice.localaws.TestEndpoints;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Puts records as fast as it goes, each once, and notes which were acknowledged. */
final class LoadClient implements Runnable {
  private final URI endpoint;
  private final String name;
  private final Random random;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final List<Acknowledged> acknowledged = new CopyOnWriteArrayList<>();
  private final Set<String> refusals = ConcurrentHashMap.newKeySet();

  LoadClient(URI endpoint, String name, long seed) {
    this.endpoint = endpoint;
    this.name = name;
    this.random = new Random(seed);
  }

  /** A record that was promised to be kept. */
  record Acknowledged(String shard, String sequenceNumber, String text) {}

  @Override
  public void run() {
    try (KinesisClient kinesis = TestEndpoints.client(KinesisClient.builder(), endpoint)) {
      for (int call = 0; !ended.get(); call++) {
        put(kinesis, texts(call));
      }
    } catch (SdkClientException e) {
      ended.set(true); // killed: what became of the last call is unknown
    }
  }

  private List<String> texts(int call) {
    List<String> texts = new ArrayList<>();
    int count = 1 + random.nextInt(60);
    for (int i = 0; i < count; i++) {
      texts.add("%s-%06d-%02d %s".formatted(name, call, i, "x".repeat(random.nextInt(300))));
    }
    return texts;
  }

  /** Whether it knows a first answer already. */
  boolean isAnswered() {
    return !acknowledged.isEmpty();
  }

  private void put(KinesisClient kinesis, List<String> texts) {
    List<PutRecordsRequestEntry> entries =
        texts.stream()
            .map(
                text ->
                    PutRecordsRequestEntry.builder()
                        .partitionKey(text.substring(text.indexOf('-'), text.indexOf(' ')))
                        .data(SdkBytes.fromString(text, StandardCharsets.UTF_8))
                        .build())
            .toList();
    PutRecordsResponse response =
        kinesis.putRecords(r -> r.streamName(KinesisProcess.STREAM).records(entries));
    List<Acknowledged> kept = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      PutRecordsResultEntry result = response.records().get(i);
      if (result.sequenceNumber() == null) {
        refusals.add(result.errorCode() + ": " + result.errorMessage());
      } else {
        kept.add(new Acknowledged(result.shardId(), result.sequenceNumber(), texts.get(i)));
      }
    }
    acknowledged.addAll(kept);
  }

  /** No further call. */
  void end() {
    ended.set(true);
  }

  /** In the order of the calls. */
  List<Acknowledged> acknowledged() {
    return acknowledged;
  }

  /** The errors of single records. */
  Set<String> refusals() {
    return refusals;
  }
}
