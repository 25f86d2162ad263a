package dev.sluice.local.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A test of a pipeline.
 *
 * @param name unique in the pipeline
 * @param line where it begins in the definition
 * @param given what comes in
 * @param expected what is to become of it
 */
public record PipelineTest(String name, int line, Given given, Expected expected) {
  /**
   * What comes in.
   *
   * @param at when the first record arrives; empty: at its event time
   * @param every time between two arrivals, with {@code at}
   * @param records of the stream
   * @param objects in raw
   */
  record Given(
      Optional<Instant> at, Duration every, List<GivenRecord> records, List<GivenObject> objects) {
    Given {
      records = List.copyOf(records);
      objects = List.copyOf(objects);
    }
  }

  /**
   * A record of the stream.
   *
   * @param bytes its payload
   * @param at when it arrives
   * @param after how long after the record before it
   */
  record GivenRecord(byte[] bytes, Optional<Instant> at, Optional<Duration> after) {
    static GivenRecord of(byte[] bytes) {
      return new GivenRecord(bytes, Optional.empty(), Optional.empty());
    }
  }

  /**
   * An object in raw.
   *
   * @param input of which it is
   * @param name the end of its key
   * @param content a file; empty: {@code bytes}
   */
  record GivenObject(String input, String name, Optional<Path> content, byte[] bytes) {}

  /**
   * What is expected.
   *
   * @param tables rows by table, in any order
   * @param queries rows by query, in order
   * @param rejected a part of each rejection's reason
   * @param alerts in order; empty: they are not looked at
   * @param counts by name
   */
  record Expected(
      Map<String, List<JsonNode>> tables,
      Map<String, List<JsonNode>> queries,
      List<String> rejected,
      Optional<List<ExpectedAlert>> alerts,
      Map<String, Long> counts) {}

  /**
   * An alert.
   *
   * @param rule that makes it
   * @param device that it names
   * @param kind first, summary or cleared
   * @param says a part of its subject or text
   */
  record ExpectedAlert(String rule, Optional<String> device, String kind, Optional<String> says) {}
}
