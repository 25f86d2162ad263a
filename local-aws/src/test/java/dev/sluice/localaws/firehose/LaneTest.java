package dev.sluice.localaws.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final Instant START = Instant.parse("2026-05-31T23:59:30Z");

  private final FakeBucket bucket = new FakeBucket();

  @Test
  void writesAfterTheIntervalUnderTheOldestRecordsTime() {
    Lane lane = lane(settings(60, DeliverySettings.Format.of(false)));
    add(lane, "{\"a\":1}", START);
    add(lane, "{\"a\":2}", START.plusSeconds(45));

    assertThat(lane.advance(START.plusSeconds(59))).contains(START.plusSeconds(60));
    assertThat(bucket.keys()).isEmpty();
    assertThat(lane.advance(START.plusSeconds(60))).isEmpty();

    assertThat(bucket.texts()).containsExactly("{\"a\":1}{\"a\":2}");
    assertThat(bucket.keys().get(0))
        .matches(
            "lake/raw/2026/05/31/23/KDS-S3-n4hDk-1-2026-05-31-23-59-30-"
                + "\\p{XDigit}{8}-\\p{XDigit}{4}-4\\p{XDigit}{3}-[89ab]\\p{XDigit}{3}-\\p{XDigit}{12}");
  }

  @Test
  void writesWhenTheBufferIsFull() {
    Lane lane = lane(settings(900, DeliverySettings.Format.of(true)));
    String record = "x".repeat(700_000);
    for (int i = 0; i < 3; i++) {
      add(lane, record, START.plusSeconds(i));
    }

    assertThat(lane.advance(START.plusSeconds(3))).contains(START.plusSeconds(902));
    assertThat(bucket.texts()).containsExactly(record, record);
    assertThat(bucket.keys()).allMatch(key -> key.endsWith(".gz"));
  }

  @Test
  void writesAtOnceWithoutAnInterval() {
    Lane lane = lane(settings(0, DeliverySettings.Format.of(false)));
    add(lane, "1", START);

    assertThat(lane.advance(START)).isEmpty();
    assertThat(bucket.texts()).containsExactly("1");
  }

  @Test
  void putsTheDelimiterAfterEachRecordAndTheExtensionAtTheEnd() {
    Lane lane =
        lane(
            settings(
                0,
                new DeliverySettings.Format(true, Optional.of(".json.gz"), "\n", ZoneOffset.UTC)));
    add(lane, "{}", START);
    add(lane, "[]", START);
    lane.advance(START);

    assertThat(bucket.texts()).containsExactly("{}\n[]\n");
    assertThat(bucket.keys().get(0)).endsWith(".json.gz");
  }

  @Test
  void triesAgainUnderTheSameKeyWithGrowingPauses() {
    AtomicInteger refusals = new AtomicInteger(3);
    bucket.refuses = () -> refusals.getAndDecrement() > 0;
    Lane lane = lane(settings(0, DeliverySettings.Format.of(false)));
    add(lane, "1", START);

    assertThat(lane.advance(START)).contains(START.plusSeconds(1));
    assertThat(lane.advance(START)).contains(START.plusSeconds(1));
    assertThat(lane.advance(START.plusSeconds(1))).contains(START.plusSeconds(3));
    assertThat(lane.advance(START.plusSeconds(3))).contains(START.plusSeconds(7));
    assertThat(lane.isBehind()).isTrue();
    assertThat(lane.advance(START.plusSeconds(7))).isEmpty();

    assertThat(lane.isBehind()).isFalse();
    assertThat(bucket.texts()).containsExactly("1");
    assertThat(bucket.unwritten)
        .hasSize(3)
        .allMatch(u -> bucket.keys().contains("lake/" + u.key()));
    assertThat(bucket.unwritten.get(2).attempts()).isEqualTo(3);
  }

  @Test
  void doesNotDoubleWhatWasStoredThoughTheAnswerWasLost() {
    AtomicInteger losses = new AtomicInteger(1);
    bucket.losesAnswer = () -> losses.getAndDecrement() > 0;
    Lane lane = lane(settings(0, DeliverySettings.Format.of(false)));
    add(lane, "1", START);
    lane.advance(START);
    lane.advance(START.plusSeconds(1));

    assertThat(bucket.texts()).containsExactly("1");
  }

  @Test
  void namesObjectsAlikeFromTheSameSeed() {
    for (int run = 0; run < 2; run++) {
      Lane lane = lane(settings(0, DeliverySettings.Format.of(false)));
      add(lane, "1", START);
      lane.advance(START);
    }
    assertThat(bucket.keys()).hasSize(1);
  }

  private Lane lane(DeliverySettings settings) {
    return new Lane(settings, 7, bucket.targets());
  }

  private static void add(Lane lane, String record, Instant arrival) {
    lane.add(record.getBytes(StandardCharsets.UTF_8), arrival);
    lane.complete(record);
  }

  static DeliverySettings settings(int seconds, DeliverySettings.Format format) {
    return new DeliverySettings(
        "KDS-S3-n4hDk",
        Optional.empty(),
        "lake",
        "raw/",
        Optional.empty(),
        new DeliverySettings.Buffer(1, Duration.ofSeconds(seconds)),
        format);
  }
}
