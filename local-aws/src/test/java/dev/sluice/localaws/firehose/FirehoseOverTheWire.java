package dev.sluice.localaws.firehose;

import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.clock.Timeline;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.kinesis.KinesisStreams;
import dev.sluice.localaws.kinesis.StreamLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;

/** Firehose behind the port, on a clock moved by hand; one delivery stream for direct puts. */
abstract class FirehoseOverTheWire {
  static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

  final LakeClock clock = LakeClock.stoppedAt(START);
  final Timeline timeline = new Timeline(clock, Timeline.Mode.FAST, 1, failure -> {});
  final FakeBucket bucket = new FakeBucket();
  final Faults faults = new Faults();
  TestEndpoints endpoints;
  FirehoseClient firehose;
  @TempDir Path directory;

  /** Fails what it is told to. */
  static final class Faults implements FaultPlan {
    CallFault call = CallFault.NONE;
    int record;

    @Override
    public CallFault putCall() {
      return call;
    }

    @Override
    public boolean failsRecord() {
      return --record == 0;
    }
  }

  @BeforeEach
  void start() throws IOException {
    KinesisStreams sources =
        new KinesisStreams(Account.LOCAL, clock, StreamLimits.AWS, directory.resolve("streams"));
    KinesisStreams own =
        new KinesisStreams(Account.LOCAL, clock, StreamLimits.NONE, directory.resolve("own"));
    sources.create("readings", 1, Duration.ofDays(1));
    DeliveryStreams streams =
        new DeliveryStreams(Account.LOCAL, timeline, sources, own, bucket.targets());
    endpoints = TestEndpoints.serving(FirehoseService.over(streams, faults));
    firehose = endpoints.client(FirehoseClient.builder());
    create("events");
  }

  @AfterEach
  void stop() {
    firehose.close();
    endpoints.close();
    timeline.close();
  }

  void create(String name) {
    firehose.createDeliveryStream(
        r ->
            r.deliveryStreamName(name)
                .extendedS3DestinationConfiguration(
                    s ->
                        s.roleARN("arn:aws:iam::000000000000:role/r")
                            .bucketARN("arn:aws:s3:::lake")
                            .prefix("raw/")
                            .bufferingHints(h -> h.intervalInSeconds(60))));
  }

  PutRecordBatchResponse put(Record... records) {
    return firehose.putRecordBatch(r -> r.deliveryStreamName("events").records(List.of(records)));
  }

  static Record record(String text) {
    return Record.builder().data(SdkBytes.fromUtf8String(text)).build();
  }
}
