package dev.sluice.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;
import java.util.UUID;

/** Kinesis events whose records of about 150 bytes spread over a number of hours. */
final class WriterEvent {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final int HOUR_SECONDS = 3600;

  private WriterEvent() {}

  static byte[] of(int records, int hours) {
    Random random = new Random(42);
    StringJoiner event = new StringJoiner(",", "{\"Records\":[", "]}");
    for (int number = 0; number < records; number++) {
      event.add(record(number, reading(number, number % hours, random)));
    }
    return event.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String reading(int number, int hour, Random random) {
    UUID id = new UUID(random.nextLong(), random.nextLong());
    return String.format(
        Locale.ROOT,
        "{\"id\":\"%s\",\"turbine\":\"wt-%02d\",\"type\":\"%s\",\"data\":%.2f,"
            + "\"timestamp\":\"%s\",\"site\":\"north\"}",
        id,
        number % 12 + 1,
        FarmPipeline.TYPES.get(number % 3),
        23 + 4 * random.nextGaussian(),
        START.plusSeconds(hour * (long) HOUR_SECONDS + number / 36));
  }

  private static String record(int number, String reading) {
    return """
    {"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"wt-%02d",\
    "sequenceNumber":"49590338271490256608559692538361571095921575989%09d","data":"%s",\
    "approximateArrivalTimestamp":%d.987},"eventSource":"aws:kinesis","eventVersion":"1.0",\
    "eventID":"shardId-000000000000:49590338271490256608559692538361571095921575989%09d",\
    "eventName":"aws:kinesis:record","invokeIdentityArn":"arn:aws:iam::123456789012:role/writer",\
    "awsRegion":"eu-central-1",\
    "eventSourceARN":"arn:aws:kinesis:eu-central-1:123456789012:stream/windfarm"}\
    """
        .formatted(
            number % 12 + 1,
            number,
            Base64.getEncoder().encodeToString(reading.getBytes(StandardCharsets.UTF_8)),
            START.getEpochSecond() + 10_000_000,
            number);
  }
}
