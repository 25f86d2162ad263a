package dev.sluice.localaws.template;

import dev.sluice.localaws.template.StackModel.DeliveryStream;
import java.util.Set;

/** Reads {@code AWS::KinesisFirehose::DeliveryStream}: from a Kinesis stream to a bucket. */
final class DeliveryStreamReader {
  private static final Set<String> TARGET =
      Set.of(
          "BucketARN",
          "RoleARN",
          "Prefix",
          "ErrorOutputPrefix",
          "BufferingHints",
          "CompressionFormat",
          "CloudWatchLoggingOptions");

  private DeliveryStreamReader() {}

  static DeliveryStream read(String name, Properties own) {
    own.allow(
            Set.of(
                "DeliveryStreamName",
                "DeliveryStreamType",
                "KinesisStreamSourceConfiguration",
                "ExtendedS3DestinationConfiguration",
                "Tags"))
        .requireIfSet("DeliveryStreamType", "KinesisStreamAsSource");
    Properties source =
        own.inner("KinesisStreamSourceConfiguration").allow(Set.of("KinesisStreamARN", "RoleARN"));
    Properties target = own.inner("ExtendedS3DestinationConfiguration").allow(TARGET);
    Properties buffer =
        target.inner("BufferingHints").allow(Set.of("IntervalInSeconds", "SizeInMBs"));
    return new DeliveryStream(
        name,
        source.text("KinesisStreamARN"),
        target.text("BucketARN").replace("arn:aws:s3:::", ""),
        target.optional("Prefix").orElse(""),
        target.optional("ErrorOutputPrefix").orElse(""),
        buffer.seconds("IntervalInSeconds", 300),
        buffer.number("SizeInMBs", 5),
        target.optional("CompressionFormat").orElse("UNCOMPRESSED"));
  }
}
