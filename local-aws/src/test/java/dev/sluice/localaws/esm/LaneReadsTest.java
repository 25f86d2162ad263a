package dev.sluice.localaws.esm;

import static dev.sluice.localaws.esm.MappingHarness.START;
import static dev.sluice.localaws.esm.MappingHarness.inLanes;
import static dev.sluice.localaws.esm.MappingHarness.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What it costs a lane to find its records among others'. */
class LaneReadsTest {
  private static final int RECORDS = 10_000;

  /** All of them fit into an event. */
  private static final int WAITING = 8_000;

  private int reads;

  private final FakeStream stream =
      new FakeStream(1) {
        @Override
        public List<StoredRecord> read(String shard, Optional<String> after, int limit) {
          reads++;
          return super.read(shard, after, limit);
        }
      };

  /** It read as many at a time as a batch lacked, one by one at last, each from a file's middle. */
  @ParameterizedTest
  @CsvSource({"1,10,3000", "10,10,2000", "100,10,500", "1,500,200", "10,500,100"})
  void recordsOfOthersArePassedOverManyAtATime(int size, int oneIn, int most) throws IOException {
    Lane lane = new Lane(0, 10);
    String own = key(lane, true);
    String other = key(lane, false);
    for (int i = 0; i < RECORDS; i++) {
      stream.append(0, i % oneIn == 0 ? own : other, START);
    }
    ShardBuffer buffer = buffer(size, 10);
    int found = 0;
    for (buffer.fill(); buffer.first().isPresent(); buffer.fill()) {
      List<StoredRecord> batch = buffer.take(buffer.next(Instant.MAX).count());
      assertThat(batch).hasSizeLessThanOrEqualTo(size);
      found += batch.size();
    }

    assertThat(found).isEqualTo(RECORDS / oneIn);
    assertThat(buffer.readUpTo()).contains(FakeStream.sequence(RECORDS - 1));
    assertThat(reads).isLessThan(most);
  }

  /** Each append wakes each lane, which went through all that it had, again and again. */
  @Test
  @Timeout(8)
  void aLaneThatWaitsIsNotCountedAtEachAppend() throws IOException {
    String own = key(new Lane(0, 10), true);
    for (int i = 0; i < WAITING - 1; i++) {
      stream.append(0, own, START);
    }
    ShardBuffer buffer = buffer(WAITING, 10);
    buffer.fill();

    for (int append = 0; append < 200_000; append++) {
      assertThat(buffer.next(Instant.MAX).count()).isEqualTo(WAITING - 1);
    }
    assertThat(buffer.next(Instant.MAX).complete()).isFalse();
    stream.append(0, own, START);
    buffer.fill();
    assertThat(buffer.next(Instant.MAX)).isEqualTo(new ShardBuffer.Extent(WAITING, true));
  }

  private ShardBuffer buffer(int size, int lanes) throws IOException {
    String shard = FakeStream.shardId(0);
    ShardProgress progress =
        ShardProgress.load(new FakeCheckpoints(), shard, lanes, Optional.empty());
    return new ShardBuffer(
        stream,
        progress.lanes().get(0),
        new KinesisEvents(stream.arn(), shard, "writer"),
        inLanes(settings(size, 0, 0), lanes));
  }

  private static String key(Lane lane, boolean isOwn) {
    return IntStream.range(0, 1000)
        .mapToObj(device -> "turbine-" + device)
        .filter(key -> lane.has(key) == isOwn)
        .findFirst()
        .orElseThrow();
  }
}
