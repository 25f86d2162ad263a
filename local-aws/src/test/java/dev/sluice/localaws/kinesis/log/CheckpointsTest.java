package dev.sluice.localaws.kinesis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.kinesis.KinesisStreams;
import dev.sluice.localaws.kinesis.StreamLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers' checkpoints whose files, or whose stream's files, were damaged. */
class CheckpointsTest {
  private static final String SHARD = "shardId-000000000000";

  @TempDir private Path directory;
  private final LakeClock clock = LakeClock.stoppedAt(Instant.parse("2026-06-01T00:00:00Z"));

  @Test
  void takesReadersBackToTheEndOfAShardThatLostItsYoungestRecords() throws IOException {
    KinesisStreams streams = open();
    put(streams, "a", "b", "c");
    String done = streams.latest("readings", SHARD);
    streams
        .checkpoints("readings", "writer")
        .save(SHARD, ReaderCheckpoint.after(Optional.of(done)));
    Files.delete(
        directory.resolve("readings").resolve(SHARD).resolve("%020d.segment".formatted(1)));

    KinesisStreams again = open();
    put(again, "d", "e");
    Optional<String> after =
        again.checkpoints("readings", "writer").load(SHARD).flatMap(ReaderCheckpoint::after);
    assertThat(again.read("readings", SHARD, after.orElseThrow(), 10))
        .extracting(record -> new String(record.data(), StandardCharsets.UTF_8))
        .containsExactly("d", "e");
    assertThat(again.takenOver())
        .containsExactly(
            "writer had processed 3 records of stream readings that are lost, the youngest of "
                + SHARD
                + ": it goes on with the next new one");
    again.close();
    assertThat(open().takenOver()).noneMatch(line -> line.contains("writer"));
  }

  @Test
  void takesLanesBackThatAreAheadAndLeavesThoseBehind() throws IOException {
    KinesisStreams streams = open();
    put(streams, "a");
    String first = streams.latest("readings", SHARD);
    put(streams, "b", "c");
    String lost = streams.latest("readings", SHARD);
    ReaderCheckpoint lanes = ReaderCheckpoint.ofLanes(List.of(lost, "", first));
    streams.checkpoints("readings", "writer").save(SHARD, lanes);
    assertThat(streams.checkpoints("readings", "writer").load(SHARD)).contains(lanes);
    Files.delete(
        directory.resolve("readings").resolve(SHARD).resolve("%020d.segment".formatted(1)));

    KinesisStreams again = open();

    assertThat(again.takenOver()).anyMatch(line -> line.startsWith("writer had processed 3"));
    ReaderCheckpoint back = again.checkpoints("readings", "writer").load(SHARD).orElseThrow();
    assertThat(back.after()).isEmpty();
    assertThat(back.lanes()).hasSize(3);
    put(again, "d");
    assertThat(again.read("readings", SHARD, back.lanes().get(0), 10)).hasSize(1);
    assertThat(back.lanes().get(1)).isEmpty();
  }

  @Test
  void refusesACheckpointThatCannotBeReadAndSaysWhatItsDeletionMeans() throws IOException {
    KinesisStreams streams = open();
    Path readers = directory.resolve("readings/readers/writer");
    Files.createDirectories(readers);
    for (String spoilt :
        List.of("", "[]", "{\"after\": 7}", "{\"af", "{\"lanes\": [7]}", "{\"lanes\": \"49\"}")) {
      Files.writeString(readers.resolve(SHARD + ".json"), spoilt);
      assertThatThrownBy(() -> streams.checkpoints("readings", "writer").load(SHARD))
          .as(spoilt)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(SHARD + ".json can't be read")
          .hasMessageContaining("TRIM_HORIZON processes records of the shard again")
          .hasMessageContaining("a Firehose begins with new records");
    }
    assertThat(open().names()).containsExactly("readings");
  }

  private KinesisStreams open() throws IOException {
    KinesisStreams streams = new KinesisStreams(Account.LOCAL, clock, StreamLimits.NONE, directory);
    streams.ensure("readings", 1, Duration.ofHours(24));
    return streams;
  }

  private static void put(KinesisStreams streams, String... texts) throws IOException {
    streams.append(
        "readings",
        List.of(texts).stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList());
  }
}
