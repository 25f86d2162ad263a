package dev.sluice.localaws.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.fault.FaultPlan;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.ResourceInUseException;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;

/** What it refuses, with the Java SDK's client. */
class FirehoseRefusalsTest extends FirehoseOverTheWire {
  @Test
  void tellsWhichEntriesItRefused() throws InterruptedException {
    faults.record = 2;
    PutRecordBatchResponse batch = put(record("1 "), record("2 "), record("3 "));

    assertThat(batch.failedPutCount()).isEqualTo(1);
    assertThat(batch.requestResponses().get(1).errorCode())
        .isEqualTo("ServiceUnavailableException");
    assertThat(batch.requestResponses().get(1).recordId()).isNull();
    timeline.drain(START.plusSeconds(61));
    assertThat(bucket.texts()).containsExactly("1 3 ");
  }

  @Test
  void refusesWholeCallsWhenThrottled() {
    faults.call = FaultPlan.CallFault.THROTTLE;
    assertThatThrownBy(() -> put(record("1"))).isInstanceOf(ServiceUnavailableException.class);
  }

  @Test
  void keepsToTheLimitsOfACall() {
    assertThat(put(Collections.nCopies(500, record("1")).toArray(Record[]::new)).failedPutCount())
        .isZero();
    assertThatThrownBy(() -> put(Collections.nCopies(501, record("1")).toArray(Record[]::new)))
        .isInstanceOf(FirehoseException.class)
        .hasMessageContaining("'records'")
        .hasMessageContaining("less than or equal to 500");
    Record largest = record("x".repeat(1_024_000));
    assertThat(put(largest, largest, largest, largest).failedPutCount()).isZero();
    assertThatThrownBy(() -> put(record("x".repeat(1_024_001))))
        .hasMessageContaining("'records.1.member.data'")
        .hasMessageContaining("less than or equal to 1024000");
    assertThatThrownBy(() -> put(largest, largest, largest, largest, record("x".repeat(98_305))))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("4 MB limit");
  }

  @Test
  void takesNoPutsWhereAStreamIsTheSource() {
    firehose.createDeliveryStream(
        r ->
            r.deliveryStreamName("from-kinesis")
                .deliveryStreamType(DeliveryStreamType.KINESIS_STREAM_AS_SOURCE)
                .kinesisStreamSourceConfiguration(
                    s ->
                        s.roleARN("arn:aws:iam::000000000000:role/r")
                            .kinesisStreamARN(
                                "arn:aws:kinesis:eu-central-1:000000000000:stream/readings"))
                .extendedS3DestinationConfiguration(
                    s ->
                        s.roleARN("arn:aws:iam::000000000000:role/r")
                            .bucketARN("arn:aws:s3:::lake")));
    assertThatThrownBy(
            () -> firehose.putRecord(r -> r.deliveryStreamName("from-kinesis").record(record("1"))))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("not permitted on KinesisStreamAsSource");
  }

  @Test
  void namesMissingDoubleAndWrongOnes() {
    assertThatThrownBy(() -> firehose.describeDeliveryStream(r -> r.deliveryStreamName("none")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Firehose none under account 000000000000 not found");
    assertThatThrownBy(() -> create("events")).isInstanceOf(ResourceInUseException.class);
    assertThatThrownBy(() -> create("ev ents"))
        .hasMessageContaining("'deliveryStreamName'")
        .hasMessageContaining("regular expression");
    for (String name : new String[] {".", ".."}) {
      assertThatThrownBy(() -> create(name))
          .hasMessageContaining("Value '" + name + "' at 'deliveryStreamName'")
          .hasMessageContaining("folder of its name");
    }
    firehose.deleteDeliveryStream(r -> r.deliveryStreamName("events"));
    assertThat(firehose.listDeliveryStreams().deliveryStreamNames()).isEmpty();
  }

  @Test
  void saysWhatIsNotImplemented() {
    assertThatThrownBy(
            () -> firehose.listTagsForDeliveryStream(r -> r.deliveryStreamName("events")))
        .hasMessageContaining("does not implement ListTagsForDeliveryStream")
        .hasMessageContaining("PutRecordBatch");
    assertThatThrownBy(
            () ->
                firehose.createDeliveryStream(
                    r ->
                        r.deliveryStreamName("snappy")
                            .extendedS3DestinationConfiguration(
                                s ->
                                    s.roleARN("arn:aws:iam::000000000000:role/r")
                                        .bucketARN("arn:aws:s3:::lake")
                                        .compressionFormat(CompressionFormat.SNAPPY))))
        .hasMessageContaining("does not implement CompressionFormat Snappy");
  }
}
