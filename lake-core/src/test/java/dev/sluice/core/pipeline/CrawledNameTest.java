package dev.sluice.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.DeployedParts;
import dev.sluice.core.trusted.FarmLake;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CrawledNameTest {
  private static Pipeline pipeline(String name, Optional<String> prefix) {
    Pipeline plain = FarmLake.pipeline(List.of());
    TrustedTable table = FarmLake.TABLE;
    return new Pipeline(
        plain.name(),
        plain.feeds(),
        plain.stream(),
        plain.inputs(),
        List.of(
            new TrustedTable(
                name,
                table.input(),
                table.columns(),
                table.rows(),
                TableFormat.Storage.plain(
                    table.partition(),
                    prefix.map(of -> new TrustedTable.Location(of, RawLayout.Style.HIVE))),
                table.checks())),
        List.of(),
        List.of());
  }

  private static Optional<String> problem(Pipeline pipeline, String catalog) {
    return DeployedParts.in(Map.of("SLUICE_CATALOG", catalog)).problem(pipeline);
  }

  @Test
  void isTheFoldersInSmallLettersAndUnderscores() {
    assertThat(CrawledName.table("trusted/TMDB/Filmes-2026")).isEqualTo("filmes_2026");
  }

  @Test
  void namesKeysByTheirPlaceWhereFoldersAreOnlyNumbers() {
    assertThat(CrawledName.keys(FarmLake.DAY, RawLayout.Style.PLAIN))
        .containsExactly("partition_0", "partition_1", "partition_2");
    assertThat(CrawledName.keys(FarmLake.DAY, RawLayout.Style.HIVE))
        .containsExactly("year", "month", "day");
  }

  @Test
  void aTableThatACrawlerWouldCallOtherwiseIsRefusedBeforeItIsDeployed() {
    Pipeline other = pipeline("readings", Optional.of("trusted/gold/Rows"));
    assertThat(problem(other, "inferred"))
        .contains(
            "table 'readings' lies in 'trusted/gold/Rows/', and a crawler calls it 'rows', after"
                + " the folder. Call it so, let 'location' end with '/readings', or set Catalog to"
                + " declared or crawler");
    assertThat(problem(other, "crawler")).isEmpty();
    assertThat(problem(pipeline("readings", Optional.of("trusted/gold/readings")), "inferred"))
        .isEmpty();
  }

  @Test
  void aTableOfAnotherDatabaseIsRefused() {
    assertThat(problem(pipeline("gold.readings", Optional.empty()), "inferred").orElseThrow())
        .contains("table 'gold.readings'", "one database", "Take 'database' out");
  }
}
