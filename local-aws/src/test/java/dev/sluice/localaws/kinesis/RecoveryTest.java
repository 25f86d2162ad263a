package dev.sluice.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.kinesis.log.ReaderCheckpoint;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that are opened again on the folder of a lake that just ended, however it did. */
class RecoveryTest {
  @TempDir private Path directory;
  private final LakeClock clock = LakeClock.stoppedAt(Instant.parse("2026-06-01T00:00:00.250Z"));

  @Test
  void goesOnWithWhatIsThereAndNumbersRise() throws IOException {
    List<String> numbers = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      KinesisStreams streams = open();
      streams.ensure("readings", 2, Duration.ofHours(24));
      for (int i = 0; i < 4; i++) {
        numbers.add(put(streams, 0, round + "-" + i));
      }
      clock.skip(Duration.ofMinutes(1));
    }

    KinesisStreams streams = open();
    assertThat(streams.takenOver())
        .containsExactly("took over 12 records of stream readings from the last lake");
    List<StoredRecord> records = streams.read("readings", "shardId-000000000000", null, 100);
    assertThat(records).extracting(StoredRecord::sequenceNumber).isEqualTo(numbers).isSorted();
    assertThat(texts(records)).startsWith("0-0", "0-1").endsWith("2-2", "2-3");
    assertThat(streams.stream("readings").created())
        .isEqualTo(Instant.parse("2026-06-01T00:00:00.250Z"));
  }

  @Test
  void numbersGoOnRisingThoughAllRecordsHaveExpired() throws IOException {
    String old = put(created(), 0, "old");
    clock.skip(Duration.ofDays(3));
    String next = put(open(), 0, "new");
    KinesisStreams streams = open();
    assertThat(next).isGreaterThan(old);
    assertThat(put(streams, 0, "last")).isGreaterThan(next);
    assertThat(texts(streams.read("readings", "shardId-000000000000", null, 100)))
        .containsExactly("new", "last");
  }

  @Test
  void saysWhatWasCutOff() throws IOException {
    put(created(), 0, "whole");
    Path file = directory.resolve("readings/shardId-000000000000/00000000000000000001.segment");
    Files.write(file, new byte[] {0, 0, 0, 40, 1, 2, 3}, java.nio.file.StandardOpenOption.APPEND);
    assertThat(open().takenOver())
        .containsExactly(
            "took over 1 records of stream readings from the last lake",
            "cut off 7 bytes of stream readings: a write that was not finished, and not"
                + " acknowledged, when the last lake ended");
  }

  @Test
  void saysWhichRecordsADamagedFileTook() throws IOException {
    KinesisStreams streams = created();
    putLarge(streams, 20);
    streams.close();
    Path first = directory.resolve("readings/shardId-000000000000/00000000000000000001.segment");
    byte[] bytes = Files.readAllBytes(first);
    bytes[bytes.length - 1] ^= 1;
    Files.write(first, bytes);

    KinesisStreams again = open();
    assertThat(again.takenOver())
        .containsExactly(
            "took over 19 records of stream readings from the last lake",
            "1 records of stream readings are lost: a file in its folder is damaged");
    assertThat(texts(readAll(again))).hasSize(19);
  }

  @Test
  void refusesToReshardAndSaysWhatToDo() throws IOException {
    created();
    assertThatThrownBy(() -> open().ensure("readings", 3, Duration.ofHours(24)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has 2 shard(s), and 3 are asked for")
        .hasMessageContaining("--dir");
  }

  @Test
  void refusesAFileOfAnotherVersionAndSaysWhatToDo() throws IOException {
    created();
    Path file = directory.resolve("readings/shardId-000000000001/00000000000000000001.segment");
    Files.writeString(file, "SLUICE-9 and more");
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("--dir");
  }

  @Test
  void forgetsADeletedStream() throws IOException {
    KinesisStreams streams = created();
    put(streams, 0, "x");
    streams.delete("readings");
    assertThat(open().names()).isEmpty();
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void makesNoStreamOutsideItsFolder() throws IOException {
    KinesisStreams streams = open();
    for (String name : List.of("..", ".", "../other", "a/b")) {
      assertThatThrownBy(() -> streams.create(name, 1, Duration.ofHours(24)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name);
    }
    assertThat(streams.names()).isEmpty();
    try (Stream<Path> made = Files.list(directory)) {
      assertThat(made).isEmpty();
    }
  }

  @Test
  void keepsHowFarReadersAre() throws IOException {
    KinesisStreams streams = created();
    String first = put(streams, 0, "a");
    put(streams, 0, "b");
    ReaderCheckpoint checkpoint = new ReaderCheckpoint(Optional.of(first), new TextNode("state"));
    streams.checkpoints("readings", "writer").save("shardId-000000000000", checkpoint);

    KinesisStreams again = open();
    assertThat(again.checkpoints("readings", "writer").load("shardId-000000000000"))
        .contains(checkpoint);
    assertThat(again.checkpoints("readings", "other").load("shardId-000000000000")).isEmpty();
    assertThat(again.countAfter("readings", "shardId-000000000000", first)).isEqualTo(1);
  }

  @Test
  void findsEachRecordWithoutReadingFromTheBegin() throws IOException {
    KinesisStreams streams = created();
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      numbers.add(put(streams, 0, i + " " + "x".repeat(i % 200)));
    }
    for (int i = 0; i < 2_999; i += 37) {
      List<StoredRecord> next = streams.read("readings", "shardId-000000000000", numbers.get(i), 2);
      assertThat(next.get(0).sequenceNumber()).isEqualTo(numbers.get(i + 1));
    }
  }

  private KinesisStreams open() throws IOException {
    return new KinesisStreams(Account.LOCAL, clock, StreamLimits.NONE, directory);
  }

  private KinesisStreams created() throws IOException {
    KinesisStreams streams = open();
    streams.create("readings", 2, Duration.ofHours(24));
    return streams;
  }

  private static String put(KinesisStreams streams, int shard, String text) {
    return put(streams, shard, List.of(text.getBytes(StandardCharsets.UTF_8))).get(0);
  }

  private static void putLarge(KinesisStreams streams, int count) {
    IntStream.range(0, count).forEach(i -> put(streams, 0, List.of(new byte[1 << 20])));
  }

  private static List<String> put(KinesisStreams streams, int shard, List<byte[]> data) {
    KinesisStream stream = streams.stream("readings");
    var hash = stream.shards().get(shard).range().first();
    return stream.put(data.stream().map(d -> new KinesisStream.Put("k", hash, d)).toList()).stream()
        .map(outcome -> ((PutOutcome.Stored) outcome).sequenceNumber())
        .toList();
  }

  private static List<StoredRecord> readAll(KinesisStreams streams) {
    List<StoredRecord> all = new ArrayList<>();
    String after = null;
    for (List<StoredRecord> next = streams.read("readings", "shardId-000000000000", after, 100);
        !next.isEmpty();
        next = streams.read("readings", "shardId-000000000000", after, 100)) {
      all.addAll(next);
      after = next.get(next.size() - 1).sequenceNumber();
    }
    return all;
  }

  private static List<String> texts(List<StoredRecord> records) {
    return records.stream()
        .map(record -> new String(record.data(), StandardCharsets.UTF_8))
        .toList();
  }
}
