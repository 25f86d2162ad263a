package dev.sluice.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.run.port.TableCatalog.FoundTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;

class PresentTableTest {
  private static Table.Builder table(Map<String, String> parameters) {
    return Table.builder()
        .parameters(parameters)
        .partitionKeys(Column.builder().name("year").type("string").build())
        .storageDescriptor(
            storage ->
                storage
                    .location("s3://lake/trusted/farm/readings")
                    .columns(Column.builder().name("reading").type("double").build()));
  }

  @Test
  void isGivenAsACrawlerFoundIt() {
    Table table = table(Map.of("classification", "parquet", "UPDATED_BY_CRAWLER", "x")).build();

    assertThat(new PresentTable(table, "lake").found())
        .isEqualTo(
            new FoundTable(
                "trusted/farm/readings/",
                "parquet",
                false,
                Map.of("reading", "double"),
                List.of("year")));
  }

  @Test
  void isKnownAsDeclaredByWhatCrawlersDontSet() {
    Table table = table(Map.of("classification", "parquet", "EXTERNAL", "TRUE")).build();

    assertThat(new PresentTable(table, "lake").found().isDeclared()).isTrue();
  }

  @Test
  void keepsTheWholePlaceOfAnotherBucket() {
    assertThat(new PresentTable(table(Map.of()).build(), "other").found().location())
        .isEqualTo("s3://lake/trusted/farm/readings/");
  }
}
