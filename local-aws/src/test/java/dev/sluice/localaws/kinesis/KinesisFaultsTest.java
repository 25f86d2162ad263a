package dev.sluice.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.fault.FaultProfile;
import dev.sluice.localaws.fault.SeededFaults;
import dev.sluice.localaws.http.Account;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

class KinesisFaultsTest {
  @TempDir private Path directory;
  private KinesisStreams streams;

  @BeforeEach
  void start() throws IOException {
    streams =
        new KinesisStreams(
            Account.LOCAL, LakeClock.stoppedAt(Instant.EPOCH), StreamLimits.NONE, directory);
    streams.create("readings", 2, Duration.ofHours(24));
  }

  @Test
  void failsSomeRecordsAndStoresTheOthers() throws IOException {
    PutRecordsResponse response = put(new SeededFaults(new FaultProfile(0.2, 0, 0, 0), 42));
    assertThat(response.failedRecordCount()).isBetween(60, 140);
    assertThat(response.records())
        .filteredOn(result -> result.errorCode() != null)
        .hasSize(response.failedRecordCount())
        .allMatch(result -> result.errorCode().equals("InternalFailure"));
    assertThat(streams.stored("readings")).isEqualTo(500L - response.failedRecordCount());
  }

  @Test
  void failsTheSameRecordsForTheSameSeed() throws IOException {
    PutRecordsResponse first = put(new SeededFaults(FaultProfile.named("rough"), 7));
    PutRecordsResponse second = put(new SeededFaults(FaultProfile.named("rough"), 7));
    assertThat(first.failedRecordCount()).isPositive();
    assertThat(second.records())
        .extracting(result -> result.errorCode())
        .isEqualTo(first.records().stream().map(result -> result.errorCode()).toList());
  }

  @Test
  void storesBeforeItLosesTheAnswer() {
    for (var fault :
        new FaultPlan.CallFault[] {
          FaultPlan.CallFault.ERROR_AFTER_STORING, FaultPlan.CallFault.DROP_AFTER_STORING
        }) {
      long before = streams.stored("readings");
      assertThatThrownBy(() -> put(always(fault))).isInstanceOf(SdkException.class);
      assertThat(streams.stored("readings") - before).isGreaterThanOrEqualTo(500);
    }
  }

  @Test
  void refusesEveryRecordOfAThrottledCall() throws IOException {
    PutRecordsResponse response = put(always(FaultPlan.CallFault.THROTTLE));
    assertThat(response.failedRecordCount()).isEqualTo(500);
    assertThat(streams.stored("readings")).isZero();
  }

  @Test
  void namesTheProfilesThereAre() {
    assertThatThrownBy(() -> FaultProfile.named("calm"))
        .hasMessage(
            "Unknown fault profile 'calm'; use one of: duplicates, mild, none, rough, slow-s3,"
                + " throttle.");
    assertThatThrownBy(() -> new FaultProfile(0, 1.5, 0, 0)).hasMessageContaining("throttledPuts");
  }

  private static FaultPlan always(FaultPlan.CallFault fault) {
    return new FaultPlan() {
      @Override
      public CallFault putCall() {
        return fault;
      }
    };
  }

  private PutRecordsResponse put(FaultPlan faults) throws IOException {
    PutRecordsRequestEntry entry =
        PutRecordsRequestEntry.builder()
            .partitionKey("k")
            .data(SdkBytes.fromUtf8String("{}"))
            .build();
    try (TestEndpoints endpoints = TestEndpoints.serving(KinesisService.over(streams, faults));
        KinesisClient kinesis = endpoints.client(KinesisClient.builder())) {
      return kinesis.putRecords(
          r -> r.streamName("readings").records(Collections.nCopies(500, entry)));
    }
  }
}
