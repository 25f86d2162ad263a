package dev.sluice.local.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.yaml.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestedDatabasesTest {
  private static final String GOLD =
      """
      pipeline: gold
      record:
        key: device
        schema: {id: string, device: string, celsius: double, timestamp: timestamp}
      trusted:
        readings:
          database: gold
          columns: {id: string, device: string, celsius: double}
          dedupe: id
          checks: {possible: {column: celsius, range: {max: 60}, onFail: quarantine}}
      refined:
        warm: {database: gold, sql: "SELECT * FROM gold.readings WHERE celsius > 20"}
        seen: {database: gold, view: gold/seen.sql}
        everything: {sql: "SELECT device, celsius FROM gold.readings"}
      queries:
        how-many: {sql: "SELECT count(*) AS n FROM gold.seen"}
      tests:
        each-is-found:
          records:
            - {id: a, device: north, celsius: 31, timestamp: "2026-06-01T12:00:00Z"}
            - {id: b, device: south, celsius: 99, timestamp: "2026-06-01T12:00:00Z"}
          expect:
            tables:
              gold.readings: [{id: a}]
              gold.readings__quarantine: [{id: b}]
              gold.warm: [{id: a}]
              gold.seen: [{device: north}]
              everything: [{device: north, celsius: 31.0}]
            queries: {how-many: [{n: 1}]}
      """;

  @TempDir private Path directory;

  @Test
  void tablesInAnotherDatabaseAreMadeAndReadThere() throws IOException {
    Files.createDirectories(directory.resolve("gold"));
    Files.writeString(directory.resolve("gold/seen.sql"), "SELECT device FROM gold.warm");
    Path file = Files.writeString(directory.resolve("gold.yaml"), GOLD);
    TestedPipeline tested = TestedPipeline.load(file, new Settings(Map.of()));

    assertThat(tested.run(tested.tests().get(0)).differences()).isEmpty();
  }
}
