package dev.sluice.local.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.yaml.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactTypesInTestsTest {
  private static final String DEFINITION =
      """
      pipeline: shop
      source: {external: {}}
      record:
        id: id
        key: id
        schema: {id: string, price: double, timestamp: timestamp}
      trusted:
        sales:
          columns:
            exact: {from: price, type: "decimal(24,2)"}
            moment: {from: timestamp, type: timestamp(6)}
            content: {from: id, type: binary, required: true}
          dedupe: content
          checks: {cheap: {column: exact, range: {max: 20}, onFail: quarantine}}
      tests:
        given:
          records:
            - {id: c29tZQ, price: 12.50, timestamp: "2026-06-01T12:00:00.5Z"}
            - {id: c29u, price: 0.125, timestamp: "2026-06-01T12:00:00Z"}
            - {id: AA, price: -3, timestamp: "2026-06-01T12:00:00Z"}
            - {id: AQ, price: 20.01, timestamp: "2026-06-01T12:00:00Z"}
          expect:
            tables:
              sales:
                - {exact: 12.5, moment: "2026-06-01T12:00:00.5Z", content: 73 6f 6d 65}
                - {exact: null, content: 73 6f 6e}
                - {exact: -3, content: "00"}
              sales__quarantine: [{exact: 20.01, content: "01"}]
      """;

  @TempDir Path folder;

  @Test
  void areComparedAsAthenaShowsThemAlsoInQuarantine() throws IOException {
    Path file = Files.writeString(folder.resolve("shop.yaml"), DEFINITION);
    TestedPipeline tested = TestedPipeline.load(file, new Settings(Map.of()));

    assertThat(tested.run(tested.tests().get(0)).differences()).isEmpty();
  }
}
