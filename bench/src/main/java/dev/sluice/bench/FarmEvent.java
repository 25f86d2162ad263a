package dev.sluice.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.StringJoiner;

/** Kinesis events of a wind farm's readings, as Lambda delivers them. */
final class FarmEvent {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  private FarmEvent() {}

  /** An event of that many records, about 110 bytes each; one in ten thousand is far off. */
  static byte[] of(int records) {
    Random random = new Random(42);
    StringJoiner event = new StringJoiner(",", "{\"Records\":[", "]}");
    for (int i = 0; i < records; i++) {
      event.add(record(i, random));
    }
    return event.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String record(int number, Random random) {
    String turbine = String.format("wt-%02d", number % 12 + 1);
    String type = FarmPipeline.TYPES.get(number % FarmPipeline.TYPES.size());
    double value =
        number % 10_000 == 9_999 ? 999.5 : Math.round(2500 + 900 * random.nextGaussian()) / 100.0;
    Instant time = START.plusSeconds(number / 36 * 10L);
    String reading =
        """
        {"id":"%s-%s-%d","turbine":"%s","type":"%s","data":%s,"timestamp":"%s"}\
        """
            .formatted(turbine, type, time.getEpochSecond(), turbine, type, value, time);
    String data = Base64.getEncoder().encodeToString(reading.getBytes(StandardCharsets.UTF_8));
    return """
    {"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"%s","sequenceNumber":"4959%012d",\
    "data":"%s","approximateArrivalTimestamp":%d.5},"eventID":"shardId-000000000000:1"}\
    """
        .formatted(turbine, number, data, time.getEpochSecond());
  }
}
