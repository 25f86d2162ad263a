package dev.sluice.consumer;

import dev.sluice.core.digest.StreamHistory;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.produce.deliver.Sleeper;
import dev.sluice.core.record.Period;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/**
 * Reads a Kinesis stream again. A shard takes five reads a second from all who read it; the rounds
 * over the shards leave more than half of that to the event source mappings. A read that the shard
 * refuses is repeated in the next round.
 */
final class KinesisStreamHistory implements StreamHistory {
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(500);

  private final KinesisClient kinesis;
  private final String stream;
  private final StreamReading reading;
  private final Sleeper sleeper;

  /**
   * @param reading of the records
   */
  KinesisStreamHistory(
      KinesisClient kinesis, String stream, StreamReading reading, Sleeper sleeper) {
    this.reading = reading;
    this.kinesis = kinesis;
    this.stream = stream;
    this.sleeper = sleeper;
  }

  @Override
  public Coverage read(Period period, BooleanSupplier goOn, Consumer<RecordBatch> batches)
      throws IOException {
    try {
      List<Shard> shards = shards();
      List<ShardCursor> open = new ArrayList<>();
      for (Shard shard : shards) {
        open.add(cursor(shard.shardId(), period));
      }
      readRounds(open, goOn, batches);
      SortedMap<String, Instant> unfinished = new TreeMap<>();
      open.forEach(cursor -> unfinished.put(cursor.shardId(), cursor.reached()));
      return new Coverage(shards.size(), unfinished, keptFrom(period));
    } catch (SdkException e) {
      throw new IOException(
          "Stream %s can't be read: %s%s".formatted(stream, e.getMessage(), remedy(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Reading stream " + stream + " was interrupted", e);
    }
  }

  private ShardCursor cursor(String shardId, Period period) {
    return new ShardCursor(kinesis, stream, shardId, period, () -> reading.batch(shardId));
  }

  private void readRounds(
      List<ShardCursor> open, BooleanSupplier goOn, Consumer<RecordBatch> batches)
      throws InterruptedException {
    while (!open.isEmpty()) {
      for (ShardCursor cursor : List.copyOf(open)) {
        if (!goOn.getAsBoolean()) {
          return;
        }
        if (cursor.readPage(batches)) {
          open.remove(cursor);
        }
      }
      if (!open.isEmpty()) {
        sleeper.sleep(BETWEEN_ROUNDS);
      }
    }
  }

  /** All shards that still have records, closed ones included. */
  private List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    ListShardsRequest request = ListShardsRequest.builder().streamName(stream).build();
    while (request != null) {
      ListShardsResponse page = kinesis.listShards(request);
      shards.addAll(page.shards());
      String next = page.nextToken();
      request = next == null ? null : ListShardsRequest.builder().nextToken(next).build();
    }
    return shards;
  }

  /** Measured from the period's end: what came before is gone at the latest then. */
  private Optional<Instant> keptFrom(Period period) {
    StreamDescriptionSummary facts =
        kinesis
            .describeStreamSummary(request -> request.streamName(stream))
            .streamDescriptionSummary();
    Instant oldest = period.to().minus(Duration.ofHours(facts.retentionPeriodHours()));
    boolean lost =
        period.from().isBefore(oldest) && facts.streamCreationTimestamp().isBefore(oldest);
    return lost ? Optional.of(oldest) : Optional.empty();
  }

  private static String remedy(SdkException e) {
    String code =
        e instanceof KinesisException answer && answer.awsErrorDetails() != null
            ? String.valueOf(answer.awsErrorDetails().errorCode())
            : "";
    return switch (code) {
      case "AccessDeniedException" ->
          ". Allow kinesis:DescribeStreamSummary, ListShards, GetShardIterator and GetRecords";
      case "ResourceNotFoundException" -> ". Set SLUICE_STREAM to the name of the stream";
      default -> "";
    };
  }
}
