package dev.sluice.consumer;

import dev.sluice.core.digest.StreamHistory;
import dev.sluice.core.digest.StreamHistoryContract;
import dev.sluice.core.pipeline.Packing;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Reads moto's Kinesis again. */
class KinesisStreamHistoryOnMoto extends StreamHistoryContract {
  private final String name = "history-" + Long.toHexString(System.nanoTime());
  private KinesisClient kinesis;

  @BeforeEach
  void createStream() {
    kinesis =
        KinesisClient.builder()
            .endpointOverride(URI.create(System.getProperty("sluice.moto.endpoint")))
            .build();
    kinesis.createStream(stream -> stream.streamName(name).shardCount(2));
    kinesis.waiter().waitUntilStreamExists(stream -> stream.streamName(name));
  }

  @AfterEach
  void close() {
    kinesis.close();
  }

  @Override
  protected StreamHistory history() {
    return new KinesisStreamHistory(
        kinesis,
        name,
        new StreamReading(Packing.PLAIN, Optional.empty()),
        pause -> Thread.sleep(pause.toMillis()));
  }

  @Override
  protected void put(String key, byte[] data) {
    kinesis.putRecord(
        record -> record.streamName(name).partitionKey(key).data(SdkBytes.fromByteArray(data)));
  }

  /** A time that has passed when this returns, and is after all records. */
  @Override
  protected Instant now() {
    Instant time = Instant.now().plus(Duration.ofMillis(20));
    while (Instant.now().isBefore(time.plusMillis(20))) {
      LockSupport.parkNanos(1_000_000);
    }
    return time;
  }
}
