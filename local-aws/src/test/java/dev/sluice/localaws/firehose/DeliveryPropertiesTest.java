package dev.sluice.localaws.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsRequest;
import dev.sluice.localaws.http.AwsResponse;
import dev.sluice.localaws.http.Parameters;
import dev.sluice.localaws.kinesis.KinesisService;
import dev.sluice.localaws.kinesis.KinesisStreams;
import dev.sluice.localaws.kinesis.StreamLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A stream delivered to a bucket that refuses and forgets to answer. */
class DeliveryPropertiesTest {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

  @Property(tries = 50)
  void everyRecordIsWrittenOnceAndEachShardsInOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 900) int seconds,
      @ForAll @IntRange(min = 1, max = 3) int shards,
      @ForAll @IntRange(min = 0, max = 60) int records)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("streams");
    Random random = new Random(seed);
    FakeBucket bucket = new FakeBucket();
    bucket.refuses = () -> random.nextInt(3) == 0;
    bucket.losesAnswer = () -> random.nextInt(3) == 0;
    LakeClock clock = LakeClock.stoppedAt(START);
    KinesisStreams streams = new KinesisStreams(Account.LOCAL, clock, StreamLimits.AWS, directory);
    streams.create("readings", shards, Duration.ofDays(1));
    List<String> failures = new ArrayList<>();
    try (Timeline timeline =
        new Timeline(clock, Timeline.Mode.FAST, 2, failure -> failures.add(failure.toString()))) {
      DeliveryStreams deliveries =
          new DeliveryStreams(Account.LOCAL, timeline, streams, streams, bucket.targets());
      put(streams, "before", -1);
      deliveries.create(settings(seconds));
      for (int i = 0; i < records; i++) {
        timeline.runUntil(clock.instant().plusSeconds(random.nextInt(120)));
        put(streams, "key" + random.nextInt(5), i);
      }
      assertThat(timeline.drain(clock.instant().plus(Duration.ofHours(2)))).isTrue();
    }
    streams.delete("readings");
    streams.close();
    Files.delete(directory);
    assertThat(failures).isEmpty();
    check(bucket, records);
  }

  private static void check(FakeBucket bucket, int records) {
    List<String> all = new ArrayList<>();
    for (String text : bucket.texts()) {
      all.addAll(List.of(text.split(";", -1)).subList(0, text.split(";", -1).length - 1));
    }
    assertThat(all).doesNotHaveDuplicates().hasSize(records).doesNotContain("before:-1");
    for (int key = 0; key < 5; key++) {
      String prefix = "key" + key + ":";
      assertThat(all.stream().filter(record -> record.startsWith(prefix)).toList())
          .isSortedAccordingTo(
              (a, b) ->
                  Integer.compare(
                      Integer.parseInt(a.substring(5)), Integer.parseInt(b.substring(5))));
    }
  }

  private static void put(KinesisStreams streams, String key, int number) {
    byte[] data = (key + ":" + number + ";").getBytes(StandardCharsets.UTF_8);
    byte[] body =
        JsonNodeFactory.instance
            .objectNode()
            .put("StreamName", "readings")
            .put("PartitionKey", key)
            .put("Data", data)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = Map.of("X-Amz-Target", "Kinesis_20131202.PutRecord");
    AwsResponse answer =
        KinesisService.over(streams, FaultPlan.NONE)
            .handle(new AwsRequest("POST", "/", Parameters.parse(""), headers, body));
    assertThat(answer.status()).isEqualTo(200);
  }

  private static DeliverySettings settings(int seconds) {
    return new DeliverySettings(
        "KDS-S3-n4hDk",
        Optional.of("readings"),
        "lake",
        "raw/",
        Optional.empty(),
        new DeliverySettings.Buffer(1, Duration.ofSeconds(seconds)),
        DeliverySettings.Format.of(true));
  }
}
