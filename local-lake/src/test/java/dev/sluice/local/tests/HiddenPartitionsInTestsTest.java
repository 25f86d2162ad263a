package dev.sluice.local.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.yaml.Settings;
import dev.sluice.local.cli.text.ModelPicture;
import dev.sluice.local.report.DuplicateCheck;
import dev.sluice.local.sql.ColumnTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands show of tables of each arrangement is what the Iceberg tables have. */
class HiddenPartitionsInTestsTest {
  private static final String DEFINITION =
      """
      pipeline: shop
      source: {external: {}}
      record:
        id: id
        key: id
        schema: {id: string, price: double, timestamp: timestamp}
      inputs:
        lists: {prefix: raw/lists, partition: [year, month, day]}
      trusted:
        sales:
          format: iceberg
          partition: %1$s
          columns:
            id: string
            hour: {from: price, type: double, comment: "a column like any"}
            event_time: {from: timestamp, type: timestamp}
          dedupe: id
          time: event_time
          checks: {cheap: {column: hour, range: {max: 20}, onFail: quarantine}}
        goods:
          input: lists
          format: iceberg
          partition: %1$s
          columns: {id: {type: string, required: true}, event_time: {from: timestamp, type: timestamp}}
          dedupe: id
          time: event_time
      refined:
        all_sales: {sql: "SELECT * FROM sales"}
      tests:
        given:
          records:
            - {id: a, price: 12.50, timestamp: "2026-06-01T12:00:00Z"}
            - {id: b, price: 1, timestamp: "2026-06-02T12:00:00Z"}
            - {id: c, price: 21, timestamp: "2026-06-02T12:00:00Z"}
          expect:
            tables:
              sales: [{id: a, year: 2026}, {id: b}]
              sales__quarantine: [{id: c, year: 2026, month: 6}]
              all_sales: [{id: a, year: 2026}, {id: b}]
      """;

  @TempDir Path folder;

  private TestedPipeline tested(String partition, String definition) throws IOException {
    Path file = Files.writeString(folder.resolve("shop.yaml"), definition.formatted(partition));
    return TestedPipeline.load(file, new Settings(Map.of()));
  }

  private List<String> differences(String partition) throws IOException {
    TestedPipeline tested = tested(partition, DEFINITION);
    return tested.run(tested.tests().get(0)).differences();
  }

  @Test
  void tablesOfHiddenPartitionsHaveNoColumnsOfFolders() throws IOException {
    assertThat(differences("[day(event_time)]"))
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(line).contains("no column 'year'; it has id, hour, event_time"));
    assertThat(differences("[month(event_time), 'bucket(4, id)']")).hasSize(2);
    assertThat(differences("[]"))
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).contains("has no column"));
  }

  @Test
  void tablesWithColumnsOfFoldersHaveThemInTestsToo() throws IOException {
    assertThat(differences("[year, month, day]")).isEmpty();
  }

  @Test
  void theModelShowsByWhatAColumnIsPartitioned() throws IOException {
    var pipeline = tested("[day(event_time)]", DEFINITION).pipeline();
    String model = new ModelPicture(pipeline, ColumnTypes.of(pipeline)).markdown();
    assertThat(model)
        .contains("timestamp event_time \"partition day(event_time)\"")
        .contains("double hour \"a column like any\"");
  }

  @Test
  void idsOfFoldersThatTheTableDoesNotTellApartAreNotTakenForDuplicates() throws IOException {
    var pipeline = tested("[day(event_time)]", DEFINITION).pipeline();
    assertThat(DuplicateCheck.sql(pipeline).lines())
        .anySatisfy(sql -> assertThat(sql).contains("DISTINCT \"id\" FROM sales"))
        .anySatisfy(sql -> assertThat(sql).contains("count(*) AS different_ids FROM goods"));
  }
}
