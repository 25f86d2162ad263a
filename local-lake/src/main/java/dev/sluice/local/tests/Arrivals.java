package dev.sluice.local.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.record.RecordScan;
import dev.sluice.core.record.RecordScanner;
import dev.sluice.local.tests.PipelineTest.Given;
import dev.sluice.local.tests.PipelineTest.GivenRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a test's records arrive, and under which key: as a producer that keeps up would put them.
 */
final class Arrivals {
  private static final Instant USUAL = Instant.parse("2026-06-01T12:00:00Z");

  private final RecordSpec record;
  private final RecordScanner scanner;
  private final Optional<Instant> begin;
  private final Duration every;
  private Optional<Instant> last = Optional.empty();

  Arrivals(RecordSpec record, Given given) {
    this.record = record;
    scanner = new RecordScanner(record);
    begin = given.at();
    every = given.every();
  }

  /** The next record's, epoch milliseconds; never before the one in front of it. */
  long next(GivenRecord next) {
    Instant wanted =
        next.at()
            .or(() -> next.after().flatMap(gap -> last.map(time -> time.plus(gap))))
            .or(() -> begin.map(first -> last.map(time -> time.plus(every)).orElse(first)))
            .or(() -> eventTime(next.bytes()))
            .or(() -> last)
            .orElse(USUAL);
    Instant arrival = last.filter(wanted::isBefore).orElse(wanted);
    last = Optional.of(arrival);
    return arrival.toEpochMilli();
  }

  private Optional<Instant> eventTime(byte[] bytes) {
    RecordScan scan = scanner.scan(bytes, 0, bytes.length);
    return scan.isValid() && scan.time() == RecordScan.Time.PARSED
        ? Optional.of(Instant.ofEpochMilli(scan.timeMillis()))
        : Optional.empty();
  }

  /** The partition key that the record's field gives. */
  String key(byte[] bytes) {
    try {
      JsonNode key = YamlValues.JSON.readTree(bytes);
      for (String name : record.schema().field(record.keyField()).orElseThrow().path()) {
        key = key.path(name);
      }
      return key.isValueNode() && !key.isNull() ? key.asText() : "none";
    } catch (IOException e) {
      return "none"; // it is rejected
    }
  }
}
