package dev.sluice.core.alert;

import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.event.RecordBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Events for tests of alerts. Record {@code n} is sent {@code n} seconds after the start. */
final class Batches {
  static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  static final Instant END = START.plusSeconds(300);

  private Batches() {}

  /** One reading of the farm's pipeline. */
  record Reading(int number, String turbine, double data) {
    String json() {
      return """
      {"id":"%d","turbine":"%s","type":"temperature","data":%s,"timestamp":"%s"}\
      """
          .formatted(number, turbine, data, START.plusSeconds(number));
    }

    String sequenceNumber() {
      return Integer.toString(1_000 + number);
    }
  }

  static Reading reading(int number, String turbine, double data) {
    return new Reading(number, turbine, data);
  }

  static RecordBatch windowed(List<Reading> readings, String state, boolean isFinal) {
    KinesisEventJson event =
        event(readings).window(START.toString(), END.toString(), state, isFinal);
    return read(event);
  }

  static RecordBatch windowless(List<Reading> readings) {
    return read(event(readings));
  }

  static KinesisEventJson event(List<Reading> readings) {
    KinesisEventJson event = new KinesisEventJson("shardId-000000000007");
    for (Reading each : readings) {
      event.add(
          each.sequenceNumber(),
          each.turbine(),
          each.json().getBytes(StandardCharsets.UTF_8),
          START.plusSeconds(each.number()).toEpochMilli());
    }
    return event;
  }

  static RecordBatch read(KinesisEventJson event) {
    try {
      return new KinesisEventReader().read(new ByteArrayInputStream(event.bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
