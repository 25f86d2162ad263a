package dev.sluice.localaws.template;

import dev.sluice.localaws.firehose.DeliverySettings;
import java.util.Optional;
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

  static DeliverySettings read(String name, Properties own) {
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
    String stream = source.text("KinesisStreamARN");
    try {
      return new DeliverySettings(
          name,
          Optional.of(stream.substring(stream.indexOf('/') + 1)),
          target.text("BucketARN").replace("arn:aws:s3:::", ""),
          target.optional("Prefix").orElse(""),
          target.optional("ErrorOutputPrefix").filter(text -> !text.isEmpty()),
          buffer(target.inner("BufferingHints")),
          DeliverySettings.Format.of(isGzip(target)));
    } catch (IllegalArgumentException e) {
      throw new TemplateException(own.where(), e.getMessage());
    }
  }

  private static boolean isGzip(Properties target) {
    String format = target.optional("CompressionFormat").orElse("UNCOMPRESSED");
    return switch (format) {
      case "GZIP" -> true;
      case "UNCOMPRESSED" -> false;
      default ->
          throw new IllegalArgumentException(
              "The local lake's Firehose writes GZIP and UNCOMPRESSED objects, not " + format);
    };
  }

  private static DeliverySettings.Buffer buffer(Properties hints) {
    hints.allow(Set.of("IntervalInSeconds", "SizeInMBs"));
    return new DeliverySettings.Buffer(
        hints.number("SizeInMBs", DeliverySettings.DEFAULT_MB),
        hints.seconds("IntervalInSeconds", DeliverySettings.DEFAULT_SECONDS));
  }
}
