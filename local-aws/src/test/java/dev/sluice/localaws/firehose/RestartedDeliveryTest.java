package dev.sluice.localaws.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.kinesis.KinesisStreams;
import dev.sluice.localaws.kinesis.StreamLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A delivery stream of the next lake, on the folder of one that was killed. */
class RestartedDeliveryTest {
  @TempDir private Path directory;
  private final LakeClock clock = LakeClock.stoppedAt(Instant.parse("2026-06-01T12:00:00Z"));
  private final FakeBucket bucket = new FakeBucket();
  private int sizeMb = 1;

  @Test
  void deliversWhatWasPutDirectlyAndNotDelivered() throws Exception {
    in(Optional.empty(), events -> put(events, "a", "b"));
    in(Optional.empty(), events -> put(events, "c"));
    assertThat(bucket.texts()).isEmpty();
    in(Optional.empty(), events -> {}, Duration.ofMinutes(2));
    in(Optional.empty(), events -> {}, Duration.ofMinutes(2));

    assertThat(bucket.texts()).containsExactly("abc");
  }

  @Test
  void deliversWhatItHadReadOfItsStreamAndNotDelivered() throws Exception {
    in(Optional.of("readings"), streams -> {});
    in(Optional.of("readings"), lake -> lake.sources.append("readings", bytes("a", "b")));
    in(Optional.of("readings"), lake -> {}, Duration.ofMinutes(2));
    in(Optional.of("readings"), lake -> {}, Duration.ofMinutes(2));

    assertThat(bucket.texts()).containsExactly("ab");
  }

  @Test
  void keepsEachObjectOfOneSecondThoughTheLakeWasKilledBetweenThem() throws Exception {
    Work twoFull = lake -> put(lake, "a".repeat(1 << 20), "b".repeat(1 << 20));
    in(Optional.empty(), twoFull, Duration.ZERO);
    in(Optional.empty(), lake -> put(lake, "c".repeat(1 << 20)), Duration.ZERO);

    assertThat(bucket.keys()).hasSize(3).allMatch(key -> key.contains("-2026-06-01-12-00-00-"));
    assertThat(bucket.texts()).extracting(text -> text.charAt(0)).containsExactly('a', 'b', 'c');
  }

  @Test
  void writesTheSameObjectAgainIfKilledBeforeItNotedThatItIsWritten() throws Exception {
    bucket.losesAnswer = () -> true;
    in(Optional.empty(), lake -> put(lake, "a".repeat(1 << 20)), Duration.ZERO);
    bucket.losesAnswer = () -> false;
    in(Optional.empty(), lake -> {}, Duration.ZERO);
    in(Optional.empty(), lake -> {}, Duration.ofMinutes(2));

    assertThat(bucket.keys()).hasSize(1);
    assertThat(bucket.unwritten).hasSize(1);
  }

  @Test
  void beginsWithNewRecordsIfDeletedAndMadeAgain() throws Exception {
    in(
        Optional.of("readings"),
        lake -> {
          lake.sources.append("readings", bytes("old"));
          lake.deliveries.delete("events");
        });
    in(Optional.of("readings"), lake -> lake.sources.append("readings", bytes("new")));
    in(Optional.of("readings"), lake -> {}, Duration.ofMinutes(2));

    assertThat(bucket.texts()).containsExactly("new");
  }

  @Test
  void takesRecordsUntilTheLargestBufferIsFull() throws Exception {
    sizeMb = 128;
    bucket.refuses = () -> true;
    byte[][] many = Collections.nCopies(129, new byte[1 << 20]).toArray(byte[][]::new);
    in(
        Optional.empty(),
        lake -> {
          assertThat(lake.deliveries.get("events").put(List.of(many))).isTrue();
          put(lake, "more");
          assertThat(lake.deliveries.get("events").put(List.of(many))).isTrue();
          assertThat(lake.deliveries.get("events").put(bytes("too much"))).isFalse();
        },
        Duration.ZERO);
  }

  private interface Work {
    void run(Lake lake) throws IOException;
  }

  private record Lake(DeliveryStreams deliveries, KinesisStreams sources) {}

  private static void put(Lake lake, String... records) throws IOException {
    assertThat(lake.deliveries.get("events").put(bytes(records))).isTrue();
  }

  private static List<byte[]> bytes(String... records) {
    return List.of(records).stream()
        .map(record -> record.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private void in(Optional<String> source, Work work) throws Exception {
    in(source, work, Duration.ofSeconds(1));
  }

  /** A lake that ends without a word after that time. */
  private void in(Optional<String> source, Work work, Duration time) throws Exception {
    KinesisStreams sources = streams("streams");
    sources.ensure("readings", 1, Duration.ofDays(1));
    try (Timeline timeline =
        new Timeline(
            clock,
            Timeline.Mode.FAST,
            1,
            failure -> {
              throw new IllegalStateException(failure.cause());
            })) {
      DeliveryStreams deliveries =
          new DeliveryStreams(
              Account.LOCAL, timeline, sources, streams("firehose"), bucket.targets());
      deliveries.create(
          new DeliverySettings(
              "events",
              source,
              "lake",
              "raw/",
              Optional.empty(),
              new DeliverySettings.Buffer(sizeMb, Duration.ofSeconds(60)),
              DeliverySettings.Format.of(false)));
      work.run(new Lake(deliveries, sources));
      timeline.runUntil(clock.instant().plus(time));
    }
  }

  private KinesisStreams streams(String folder) throws IOException {
    return new KinesisStreams(Account.LOCAL, clock, StreamLimits.NONE, directory.resolve(folder));
  }
}
