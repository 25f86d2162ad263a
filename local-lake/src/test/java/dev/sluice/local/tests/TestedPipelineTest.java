package dev.sluice.local.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.definition.InvalidPipelineException;
import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.definition.yaml.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestedPipelineTest {
  private static final Path PIPELINES = Path.of(System.getProperty("sluice.root"), "pipelines");
  private static final String DEFINITION =
      """
      pipeline: attic
      source: {external: {}}
      record:
        id: id
        key: device
        schema: {id: string, device: string, celsius: double, timestamp: timestamp}
      alerts:
        hot:
          when: {field: celsius, above: 30}
          clear: {below: 28}
          message: "{celsius} in {device}"
      trusted:
        readings:
          columns:
            id: string
            device: string
            celsius: double
            event_time: {from: timestamp, type: timestamp}
          dedupe: id
          partition: [year, month, day]
          checks: {possible: {column: celsius, range: {min: -50, max: 60}, onFail: quarantine}}
      refined:
        latest: {sql: "SELECT device, max(event_time) AS newest FROM readings GROUP BY device"}
      queries:
        warmest: {sql: "SELECT device, max(celsius) AS celsius FROM readings GROUP BY device ORDER BY 2 DESC"}
      tests:
        given:
      """;

  @TempDir private Path directory;

  static Stream<Path> pipelines() throws IOException {
    try (Stream<Path> files = Files.list(PIPELINES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void eachSampleHasTestsAndTheyPass(Path file) throws IOException {
    TestedPipeline tested = TestedPipeline.load(file, new Settings(Map.of()));

    assertThat(tested.tests()).isNotEmpty();
    for (PipelineTest test : tested.tests()) {
      assertThat(tested.run(test).differences()).as(test.name()).isEmpty();
    }
  }

  @Test
  void whatComesInIsFollowedToTablesQueriesAndAlerts() throws IOException {
    assertThat(
            differences(
                """
                records:
                  - {id: a, device: north, celsius: 31.5, timestamp: "2026-06-01T12:00:00Z"}
                  - {id: b, device: south, celsius: 20, timestamp: "2026-06-01T12:00:00Z"}
                  - {id: c, device: north, celsius: 27, timestamp: "2026-06-01T12:06:00Z"}
                  - {id: c, device: north, celsius: 27, timestamp: "2026-06-01T12:06:00Z"}
                  - {id: d, device: north, celsius: 99, timestamp: "2026-06-01T12:20:00Z"}
                  - {id: e, celsius: 27, timestamp: "2026-06-01T12:20:00Z"}
                expect:
                  tables:
                    readings:
                      - {id: c, celsius: 27.0, event_time: "2026-06-01T12:06:00Z", day: 1}
                      - {id: a, celsius: 31.5}
                      - {id: b}
                    readings__quarantine: [{id: d, failed_checks: possible}]
                    latest: [{device: south}, {device: north, newest: "2026-06-01T12:06:00Z"}]
                  queries:
                    warmest: [{device: north, celsius: 31.5}, {device: south, celsius: 20}]
                  rejected: [device]
                  alerts:
                    - {rule: hot, device: north, says: "31.5 in north"}
                    - {rule: hot, kind: cleared}
                    - {rule: hot, says: "99"}
                  counts: {stored: 5, rejected: 1, duplicates: 1, dropped: 0, quarantined: 1}
                """))
        .isEmpty();
  }

  @Test
  void saysRowByRowWhatDiffers() throws IOException {
    assertThat(
            differences(
                """
                records:
                  - {id: a, device: north, celsius: 31, timestamp: "2026-06-01T12:00:00Z"}
                  - '{"id": '
                expect:
                  tables:
                    readings: [{id: a, celsius: 30}, {id: b}]
                    latest: [{moment: x}]
                  alerts: []
                  counts: {stored: 2}
                """))
        .containsExactly(
            "a record is rejected: not JSON",
            "table readings differs: {\"id\":\"a\",\"celsius\":30}: celsius is 31.0, not 30",
            "table readings missing: {\"id\":\"b\"}",
            "table latest has no column 'moment'; it has device, newest",
            "alert not expected: hot of north (first: WARNING hot north: 31)",
            "stored: 1, not 2");
  }

  @Test
  void arrivalsAreTheTestsOwnOrTheEventTimes() throws IOException {
    assertThat(
            differences(
                """
                at: "2026-06-20T00:00:00Z"
                every: 10s
                records:
                  - {id: a, device: north, celsius: 1, timestamp: "2026-06-01T12:00:00Z"}
                  - {after: 24h, record: {id: b, device: north, celsius: 1, timestamp: "2026-06-21T00:00:00Z"}}
                  - {at: "2026-06-22T00:00:00Z", record: {id: c, device: north, celsius: 1, timestamp: null}}
                expect:
                  tables: {readings: [{id: a, day: 20}, {id: b, day: 21}]}
                  rejected: [timestamp]
                """))
        .isEmpty();
  }

  @Test
  void recordsOfFilesComeLast() throws IOException {
    Files.writeString(
        directory.resolve("more.csv"),
        "id,device,celsius,timestamp\n"
            + "b,south,12.5,2026-06-01T12:00:00Z\n"
            + "c,007,,2026-06-01T12:00:00Z\n");

    assertThat(
            differences(
                """
                records: [{id: a, device: north, celsius: 1, timestamp: "2026-06-01T12:00:00Z"}]
                file: more.csv
                expect:
                  queries: {warmest: [{device: south, celsius: 12.5}, {device: north}]}
                  rejected: [celsius]
                """))
        .isEmpty();
  }

  @Test
  void reportsProblemsWithTheirLinesBesideThoseOfTheDefinition() {
    assertThatThrownBy(
            () ->
                differences(
                    """
                    record: []
                    every: 5s
                    file: nowhere.ndjson
                    inputs: {csv: [x]}
                    expect:
                      tables: {reading: [{id: a}]}
                      alerts: [{rule: hott, kind: over}]
                      counts: {stored: many}
                    """))
        .isInstanceOf(InvalidPipelineException.class)
        .hasMessageContainingAll(
            "tests.given.record",
            "unknown key",
            "did you mean 'records'?",
            "counts from 'at'",
            "nowhere.ndjson",
            "no input 'csv'",
            "no table 'reading'",
            "did you mean 'readings'?",
            "no alert rule 'hott'",
            "no kind of alert 'over'",
            "needs a whole number");
  }

  @Test
  void functionsPassOverTests() throws IOException {
    Path file = write("expect: {nonsense: 1}");

    assertThat(new PipelineLoader().load(file, Map.of()).name()).isEqualTo("attic");
  }

  private List<String> differences(String test) throws IOException {
    TestedPipeline tested = TestedPipeline.load(write(test), new Settings(Map.of()));
    List<String> differences = new ArrayList<>();
    for (PipelineTest each : tested.tests()) {
      differences.addAll(tested.run(each).differences());
    }
    return differences;
  }

  private Path write(String test) throws IOException {
    return Files.writeString(directory.resolve("attic.yaml"), DEFINITION + test.indent(4));
  }
}
