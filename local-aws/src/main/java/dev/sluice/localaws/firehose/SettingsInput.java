package dev.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.AwsException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** Reads CreateDeliveryStream's input: from Kinesis or direct puts to S3. */
final class SettingsInput {
  private static final Set<String> MEMBERS =
      Set.of(
          "DeliveryStreamName",
          "DeliveryStreamType",
          "KinesisStreamSourceConfiguration",
          "S3DestinationConfiguration",
          "ExtendedS3DestinationConfiguration",
          "DeliveryStreamEncryptionConfigurationInput",
          "Tags");

  /** Encryption, logging and roles make no difference here. */
  private static final Set<String> DESTINATION =
      Set.of(
          "RoleARN",
          "BucketARN",
          "Prefix",
          "ErrorOutputPrefix",
          "BufferingHints",
          "CompressionFormat",
          "EncryptionConfiguration",
          "CloudWatchLoggingOptions",
          "ProcessingConfiguration",
          "S3BackupMode",
          "CustomTimeZone",
          "FileExtension");

  private SettingsInput() {}

  static DeliverySettings read(ObjectNode input) {
    allow(input, MEMBERS, "CreateDeliveryStream");
    JsonNode destination =
        input.path(
            input.has("ExtendedS3DestinationConfiguration")
                ? "ExtendedS3DestinationConfiguration"
                : "S3DestinationConfiguration");
    if (!destination.isObject()) {
      throw KeyPrefix.invalid("Exactly one destination configuration is supported for a Firehose");
    }
    allow(destination, DESTINATION, "the S3 destination");
    JsonNode hints = destination.path("BufferingHints");
    return new DeliverySettings(
        FirehoseInput.name(input),
        source(input),
        bucket(destination),
        destination.path("Prefix").asText(""),
        Optional.ofNullable(destination.path("ErrorOutputPrefix").textValue()),
        new DeliverySettings.Buffer(
            FirehoseInput.number(hints, "SizeInMBs", DeliverySettings.DEFAULT_MB, 1, 128),
            Duration.ofSeconds(
                FirehoseInput.number(
                    hints, "IntervalInSeconds", DeliverySettings.DEFAULT_SECONDS, 0, 900))),
        new DeliverySettings.Format(
            gzip(destination),
            extension(destination),
            delimiter(destination.path("ProcessingConfiguration")),
            zone(destination.path("CustomTimeZone").asText("UTC"))));
  }

  private static void allow(JsonNode node, Set<String> known, String what) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw notPlayed(name + " of " + what);
      }
    }
  }

  private static Optional<String> source(ObjectNode input) {
    String type = input.path("DeliveryStreamType").asText("DirectPut");
    return switch (type) {
      case "DirectPut" -> Optional.empty();
      case "KinesisStreamAsSource" -> {
        JsonNode source = input.path("KinesisStreamSourceConfiguration");
        String arn =
            FirehoseInput.text(
                source, "KinesisStreamARN", "kinesisStreamSourceConfiguration.kinesisStreamARN");
        yield Optional.of(arn.substring(arn.indexOf('/') + 1));
      }
      default -> throw notPlayed("DeliveryStreamType " + type);
    };
  }

  private static String bucket(JsonNode destination) {
    String path = "extendedS3DestinationConfiguration.bucketARN";
    String arn = FirehoseInput.text(destination, "BucketARN", path);
    if (!arn.matches("arn:.*:s3:::[\\w.-]{1,255}")) {
      throw FirehoseInput.constraint(
          arn, path, "satisfy regular expression pattern: arn:.*:s3:::[\\w\\.\\-]{1,255}");
    }
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  private static boolean gzip(JsonNode destination) {
    String format = destination.path("CompressionFormat").asText("UNCOMPRESSED");
    return switch (format) {
      case "GZIP" -> true;
      case "UNCOMPRESSED" -> false;
      default -> throw notPlayed("CompressionFormat " + format);
    };
  }

  private static Optional<String> extension(JsonNode destination) {
    String extension = destination.path("FileExtension").asText("");
    if (!extension.matches("|\\.[0-9a-z!\\-_.*'()]+")) {
      throw FirehoseInput.constraint(
          extension,
          "extendedS3DestinationConfiguration.fileExtension",
          "satisfy regular expression pattern: ^$|\\.[0-9a-z!\\-_.*'()]+");
    }
    return Optional.of(extension).filter(text -> !text.isEmpty());
  }

  private static String delimiter(JsonNode processing) {
    String delimiter = "";
    for (JsonNode processor : processing.path("Processors")) {
      String type = processor.path("Type").asText();
      if (!processing.path("Enabled").asBoolean(true)) {
        continue;
      }
      if (!type.equals("AppendDelimiterToRecord")) {
        throw notPlayed("the processor " + type);
      }
      delimiter = "\n";
      for (JsonNode parameter : processor.path("Parameters")) {
        // Configurations write the newline as backslash and n.
        delimiter = parameter.path("ParameterValue").asText().replace("\\n", "\n");
      }
    }
    return delimiter;
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw KeyPrefix.invalid("CustomTimeZone is not a time zone: " + name);
    }
  }

  private static AwsException notPlayed(String what) {
    return new AwsException(
        "NotImplemented", 501, "The local lake's Firehose does not implement " + what + ".");
  }
}
