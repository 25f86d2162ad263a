package dev.sluice.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class KinesisLimitsTest extends KinesisOverTheWire {
  @Test
  void takes500RecordsAndRefuses501() {
    assertThat(put(500, 10).failedRecordCount()).isZero();
    assertThatThrownBy(() -> put(501, 10))
        .isInstanceOf(KinesisException.class)
        .hasMessageContaining("less than or equal to 500");
  }

  @Test
  void refusesCallLargerThan10MiB() {
    assertThatThrownBy(() -> put(11, 1 << 20))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("10 MB");
  }

  @Test
  void refusesRecordLargerThan1MiBAndEmptyKey() {
    assertThatThrownBy(() -> put(1, (1 << 20) + 1))
        .isInstanceOf(KinesisException.class)
        .hasMessageContaining("records.1.member.data");
    assertThatThrownBy(
            () ->
                kinesis.putRecord(
                    r ->
                        r.streamName("readings")
                            .partitionKey("")
                            .data(SdkBytes.fromUtf8String("x"))))
        .isInstanceOf(KinesisException.class)
        .hasMessageContaining("partitionKey");
  }

  @Test
  void refusesKeyLongerThan256Characters() {
    assertThatThrownBy(() -> putOne("k".repeat(257)))
        .isInstanceOf(KinesisException.class)
        .hasMessageContaining("256");
    putOne("k".repeat(256));
  }

  @Test
  void failsEntriesOverTheShardsLimitUntilASecondHasPassed() {
    put(500, 10);
    put(450, 10);
    PutRecordsResponse over = put(100, 10);
    assertThat(over.failedRecordCount()).isEqualTo(50);
    assertThat(over.records().get(99).errorCode())
        .isEqualTo("ProvisionedThroughputExceededException");
    assertThat(over.records().get(99).sequenceNumber()).isNull();
    assertThatThrownBy(() -> putOne("k"))
        .isInstanceOf(ProvisionedThroughputExceededException.class);
    clock.skip(Duration.ofSeconds(1));
    assertThat(put(500, 10).failedRecordCount()).isZero();
  }

  @Test
  void limitsBytesPerSecond() {
    assertThat(put(3, 500_000).failedRecordCount()).isEqualTo(1);
  }

  @Test
  void limitsReadsPerSecond() {
    for (int i = 0; i < 5; i++) {
      read(ShardIteratorType.TRIM_HORIZON);
    }
    assertThatThrownBy(() -> read(ShardIteratorType.TRIM_HORIZON))
        .isInstanceOf(ProvisionedThroughputExceededException.class);
    clock.skip(Duration.ofMillis(200));
    read(ShardIteratorType.TRIM_HORIZON);
  }

  @Test
  void dropsRecordsOlderThanTheRetention() {
    putOne("old");
    clock.skip(Duration.ofHours(24).plusSeconds(1));
    assertThat(keys(ShardIteratorType.TRIM_HORIZON, null)).isEmpty();
    putOne("new");
    assertThat(keys(ShardIteratorType.TRIM_HORIZON, null)).containsExactly("new");
  }
}
