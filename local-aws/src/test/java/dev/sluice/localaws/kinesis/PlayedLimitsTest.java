package dev.sluice.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits where time is played. The real clock stands still here, so only the play moves time. */
@Timeout(60)
class PlayedLimitsTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant END = START.plusSeconds(60);

  private final LakeClock clock = LakeClock.stoppedAt(START);
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger throttled = new AtomicInteger();
  private final Timeline timeline =
      new Timeline(clock, Timeline.Mode.FAST, 2, failure -> failures.add(failure.toString()));
  @TempDir Path directory;
  private KinesisStreams streams;

  @AfterEach
  void close() {
    timeline.close();
    streams.close();
  }

  @Test
  void aThrottledWriterWaitsInPlayedTimeOnly() throws Exception {
    KinesisStream stream = stream(2);
    timeline.schedule(START, "writer", () -> write(stream, 20_000));

    assertThat(timeline.drain(END)).isTrue();

    assertThat(failures).isEmpty();
    assertThat(streams.stored("readings")).isEqualTo(20_000);
    assertThat(throttled).hasValueGreaterThanOrEqualTo(9);
    // Each shard gets about half; the first second's allowance is there at once.
    assertThat(Duration.between(START, clock.instant()))
        .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
  }

  @Test
  void aPlayedSecondTakesNoMoreThanAShardsAllowance() throws Exception {
    KinesisStream stream = stream(1);
    timeline.schedule(START, "writer", () -> write(stream, 5_000));

    assertThat(timeline.drain(END)).isTrue();

    NavigableMap<Instant, Long> arrivals = arrivals();
    assertThat(arrivals.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(5_000);
    // What was saved up and what a second brings.
    assertThat(arrivals.keySet())
        .allSatisfy(
            second ->
                assertThat(
                        arrivals
                            .subMap(second, true, second.plusSeconds(1), false)
                            .values()
                            .stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isLessThanOrEqualTo(2_000));
  }

  @Test
  void aThrottledReaderWaitsInPlayedTimeOnly() throws Exception {
    KinesisStream stream = stream(1);
    timeline.schedule(START, "reader", () -> read(stream.shards().get(0), 100));

    assertThat(timeline.drain(END)).isTrue();

    assertThat(failures).isEmpty();
    assertThat(throttled).hasValueGreaterThan(0);
    assertThat(Duration.between(START, clock.instant()))
        .isBetween(Duration.ofSeconds(19), Duration.ofSeconds(20));
  }

  private KinesisStream stream(int shards) throws IOException {
    streams =
        new KinesisStreams(Account.LOCAL, clock, StreamLimits.AWS, directory, timeline::passTo);
    streams.create("readings", shards, Duration.ofHours(24));
    return streams.stream("readings");
  }

  /** As a producer does it: calls of 500, and again what was refused, at once. */
  private void write(KinesisStream stream, int records) {
    List<KinesisStream.Put> left = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      left.add(new KinesisStream.Put("key-" + i, null, new byte[100]));
    }
    while (!left.isEmpty()) {
      List<KinesisStream.Put> batch = left.subList(0, Math.min(500, left.size()));
      List<PutOutcome> outcomes = stream.put(batch);
      List<KinesisStream.Put> refused =
          IntStream.range(0, batch.size())
              .filter(i -> outcomes.get(i) instanceof PutOutcome.Throttled)
              .mapToObj(batch::get)
              .toList();
      if (!refused.isEmpty()) {
        throttled.incrementAndGet();
      }
      batch.clear();
      left.addAll(refused);
    }
  }

  private void read(Shard shard, int times) {
    for (int done = 0; done < times; ) {
      if (shard.read(0, 10).isPresent()) {
        done++;
      } else {
        throttled.incrementAndGet();
      }
    }
  }

  private NavigableMap<Instant, Long> arrivals() {
    NavigableMap<Instant, Long> arrivals = new TreeMap<>();
    String last = null;
    List<StoredRecord> read =
        streams.read("readings", streams.shardIds("readings").get(0), last, 1_000);
    while (!read.isEmpty()) {
      read.forEach(record -> arrivals.merge(record.arrival(), 1L, Long::sum));
      last = read.get(read.size() - 1).sequenceNumber();
      read = streams.read("readings", streams.shardIds("readings").get(0), last, 1_000);
    }
    return arrivals;
  }
}
