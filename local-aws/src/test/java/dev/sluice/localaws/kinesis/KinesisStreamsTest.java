package dev.sluice.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KinesisStreamsTest {
  @TempDir private Path directory;
  private final LakeClock clock = LakeClock.stoppedAt(Instant.parse("2026-06-01T00:00:00Z"));

  @Test
  void readsOnWithoutUsingUpLimits() throws IOException {
    KinesisStreams streams = streams(StreamLimits.AWS);
    String shard = streams.shardIds("readings").get(0);
    put(streams, 25, 10);
    List<StoredRecord> first = streams.read("readings", shard, null, 10);
    List<StoredRecord> rest =
        streams.read("readings", shard, first.get(9).sequenceNumber(), Integer.MAX_VALUE);
    assertThat(first).hasSize(10);
    assertThat(rest).hasSize(15);
    assertThat(rest.get(14).sequenceNumber()).isEqualTo(streams.latest("readings", shard));
    for (int i = 0; i < 100; i++) {
      assertThat(streams.read("readings", shard, null, 1)).hasSize(1);
    }
    assertThatThrownBy(() -> streams.read("readings", shard, "17", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsListenersOfTheNameEvenIfTheStreamIsMadeLater() throws IOException {
    KinesisStreams streams = new KinesisStreams(Account.LOCAL, clock, StreamLimits.AWS, directory);
    AtomicInteger calls = new AtomicInteger();
    streams.onAppend("later", calls::incrementAndGet);
    streams.create("later", 1, Duration.ofHours(24));
    streams.stream("later").tellListeners();
    assertThat(calls).hasValue(1);
  }

  @Test
  void keepsRecordsInFilesAndRemovesThoseOlderThanTheRetention() throws IOException {
    KinesisStreams streams = streams(StreamLimits.NONE);
    put(streams, 40, 1 << 20);
    assertThat(files()).isEqualTo(5);
    List<StoredRecord> all = all(streams);
    assertThat(all)
        .hasSize(40)
        .isSortedAccordingTo(Comparator.comparing(StoredRecord::sequenceNumber));
    assertThat(all.get(5).data()).hasSize(1 << 20);
    assertThat(all.get(5).arrival()).isEqualTo(clock.instant());
    clock.skip(Duration.ofHours(25));
    put(streams, 1, 1);
    assertThat(files()).isEqualTo(1);
    assertThat(all(streams)).hasSize(1);
  }

  private static List<StoredRecord> all(KinesisStreams streams) {
    String shard = streams.shardIds("readings").get(0);
    List<StoredRecord> all = new ArrayList<>();
    List<StoredRecord> next = streams.read("readings", shard, null, 1_000);
    while (!next.isEmpty()) {
      all.addAll(next);
      next = streams.read("readings", shard, all.get(all.size() - 1).sequenceNumber(), 1_000);
    }
    return all;
  }

  private long files() throws IOException {
    try (Stream<Path> found = Files.walk(directory)) {
      return found.filter(file -> file.toString().endsWith(".segment")).count();
    }
  }

  private static void put(KinesisStreams streams, int records, int bytes) {
    for (int i = 0; i < records; i++) {
      streams.stream("readings").put(List.of(new KinesisStream.Put("k", null, new byte[bytes])));
    }
  }

  private KinesisStreams streams(StreamLimits limits) throws IOException {
    KinesisStreams streams = new KinesisStreams(Account.LOCAL, clock, limits, directory);
    streams.create("readings", 1, Duration.ofHours(24));
    return streams;
  }
}
