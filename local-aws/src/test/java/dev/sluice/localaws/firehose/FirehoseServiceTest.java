package dev.sluice.localaws.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;

/** With the Java SDK's client. */
class FirehoseServiceTest extends FirehoseOverTheWire {
  @Test
  void deliversWhatIsPut() throws InterruptedException {
    String first =
        firehose.putRecord(r -> r.deliveryStreamName("events").record(record("{}"))).recordId();
    PutRecordBatchResponse batch = put(record("[1]"), record("{\"b\":2}"));
    assertThat(batch.failedPutCount()).isZero();
    assertThat(batch.requestResponses()).hasSize(2).allMatch(entry -> entry.errorCode() == null);
    assertThat(batch.requestResponses().get(0).recordId()).isNotEqualTo(first);

    assertThat(timeline.drain(START.plusSeconds(61))).isTrue();

    assertThat(bucket.texts()).containsExactly("{}[1]{\"b\":2}");
    assertThat(bucket.keys().get(0))
        .startsWith("lake/raw/2026/06/01/12/events-1-2026-06-01-12-00-00-");
  }

  @Test
  void describesADeliveryStream() {
    var described =
        firehose
            .describeDeliveryStream(r -> r.deliveryStreamName("events"))
            .deliveryStreamDescription();
    assertThat(described.deliveryStreamARN())
        .isEqualTo("arn:aws:firehose:eu-central-1:000000000000:deliverystream/events");
    assertThat(described.deliveryStreamStatus()).isEqualTo(DeliveryStreamStatus.ACTIVE);
    assertThat(described.deliveryStreamType()).isEqualTo(DeliveryStreamType.DIRECT_PUT);
    assertThat(described.createTimestamp()).isEqualTo(START);
    var target = described.destinations().get(0).extendedS3DestinationDescription();
    assertThat(target.bucketARN()).isEqualTo("arn:aws:s3:::lake");
    assertThat(target.bufferingHints().intervalInSeconds()).isEqualTo(60);
    assertThat(target.bufferingHints().sizeInMBs()).isEqualTo(5);
    assertThat(target.compressionFormat()).isEqualTo(CompressionFormat.UNCOMPRESSED);
  }

  @Test
  void listsNamesPageByPage() {
    create("a");
    create("z");
    var first = firehose.listDeliveryStreams(r -> r.limit(2));
    assertThat(first.deliveryStreamNames()).containsExactly("a", "events");
    assertThat(first.hasMoreDeliveryStreams()).isTrue();
    var rest = firehose.listDeliveryStreams(r -> r.exclusiveStartDeliveryStreamName("events"));
    assertThat(rest.deliveryStreamNames()).containsExactly("z");
    assertThat(rest.hasMoreDeliveryStreams()).isFalse();
    assertThat(
            firehose
                .listDeliveryStreams(
                    r -> r.deliveryStreamType(DeliveryStreamType.KINESIS_STREAM_AS_SOURCE))
                .deliveryStreamNames())
        .isEmpty();
  }
}
