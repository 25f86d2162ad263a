package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RawPartitionsTest {
  private static TrustedPartitions hive(String... keys) {
    return of(FarmLake.RAW, FarmLake.TABLE, keys);
  }

  private static TrustedPartitions of(RawLayout layout, TrustedTable table, String... keys) {
    return TrustedPartitions.of(
        FarmLake.pipeline(layout, table, List.of()),
        Input.ofStream(layout),
        Arrays.stream(keys)
            .map(key -> new ObjectInfo(key, 10, "etag of " + key, Instant.EPOCH, Map.of())));
  }

  private static TrustedTable monthly() {
    return new TrustedTable(
        "monthly",
        FarmLake.TABLE.columns(),
        "reading_id",
        List.of(),
        List.of(PartitionField.YEAR, PartitionField.MONTH));
  }

  @Test
  void groupsObjectsByDay() {
    TrustedPartitions found =
        hive(
            "raw/farm/year=2026/month=06/day=02/a",
            "raw/farm/year=2026/month=06/day=01/a",
            "raw/farm/year=2026/month=06/day=01/b");
    assertThat(found.partitions())
        .extracting(
            TrustedPartition::path,
            partition -> partition.objects().count(),
            partition -> partition.objects().bytes())
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("year=2026/month=06/day=01", 2L, 20L),
            org.assertj.core.api.Assertions.tuple("year=2026/month=06/day=02", 1L, 10L));
    assertThat(found.partitions().get(0).trustedKey())
        .isEqualTo("trusted/farm/readings/year=2026/month=06/day=01/part-0.parquet");
  }

  @Test
  void readsPlainLayoutAndCoarserTables() {
    RawLayout plain =
        new RawLayout(
            "raw/farm",
            List.of(PartitionField.values()),
            RawLayout.Style.PLAIN,
            Optional.empty(),
            Duration.ZERO);
    TrustedPartitions found =
        of(plain, monthly(), "raw/farm/2026/06/01/23/a", "raw/farm/2026/06/02/00/x/y");
    assertThat(found.partitions()).hasSize(1);
    assertThat(found.partitions().get(0).path()).isEqualTo("year=2026/month=06");
    assertThat(found.partitions().get(0).rawPrefix()).isEqualTo("raw/farm/2026/06/");
    assertThat(found.partitions().get(0).year()).isEqualTo(2026);
  }

  @Test
  void reportsKeysThatAreNotInTheLayout() {
    String[] strays = {
      "raw/farm/readme.txt",
      "raw/farm/year=2026/month=6/day=01/a",
      "raw/farm/year=2026/month=02/day=30/a",
      "raw/farm/year=2026/month=06/a",
      "raw/farm/year=2026/month=06/day=0x/a",
      "raw/farm/2026/06/01/a"
    };
    TrustedPartitions found = hive(strays);
    assertThat(found.partitions()).isEmpty();
    assertThat(found.strays()).isEqualTo(strays.length);
    assertThat(found.strayKeys()).containsExactlyInAnyOrder(strays);
  }

  private static RawLayout withoutZeros() {
    return new RawLayout(
        "raw/farm",
        List.of(PartitionField.values()),
        RawLayout.Style.PLAIN,
        false,
        Optional.empty(),
        Duration.ZERO);
  }

  @Test
  void readsKeysWithoutLeadingZeros() {
    TrustedPartitions found =
        of(
            withoutZeros(),
            FarmLake.TABLE,
            "raw/farm/2026/6/1/0/movies.csv",
            "raw/farm/2026/6/1/23/a",
            "raw/farm/2026/12/31/9/a");
    assertThat(found.strays()).isZero();
    assertThat(found.partitions())
        .extracting(
            TrustedPartition::path,
            TrustedPartition::rawPrefix,
            partition -> partition.objects().count())
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(
                "year=2026/month=06/day=01", "raw/farm/2026/6/1/", 2L),
            org.assertj.core.api.Assertions.tuple(
                "year=2026/month=12/day=31", "raw/farm/2026/12/31/", 1L));
  }

  @Test
  void reportsLeadingZerosWhereThereAreToBeNone() {
    String[] strays = {
      "raw/farm/2026/06/1/1/a",
      "raw/farm/2026/6/1/00/a",
      "raw/farm/26/6/1/1/a",
      "raw/farm/2026//1/1/a",
      "raw/farm/2026/6/31/1/a",
      "raw/farm/2026/6/1/24/a"
    };
    assertThat(of(withoutZeros(), FarmLake.TABLE, strays).strayKeys())
        .containsExactlyInAnyOrder(strays);
  }

  private static TrustedTable placed(List<PartitionField> partition, RawLayout.Style style) {
    return new TrustedTable(
        "placed",
        Input.STREAM,
        FarmLake.TABLE.columns(),
        new TrustedTable.Rows(TrustedTable.Dedupe.by("reading_id"), List.of(), Optional.empty()),
        TableFormat.Storage.plain(
            partition, Optional.of(new TrustedTable.Location("trusted/else/where", style))),
        Checks.NONE);
  }

  @Test
  void placesAPartitionWhereTheTableSays() {
    String key = "raw/farm/year=2026/month=06/day=01/a";
    assertThat(
            of(FarmLake.RAW, placed(FarmLake.DAY, RawLayout.Style.PLAIN), key)
                .partitions()
                .get(0)
                .trustedKey())
        .isEqualTo("trusted/else/where/2026/06/01/part-0.parquet");
  }

  @Test
  void makesOneObjectOfAllForATableWithoutPartition() {
    TrustedPartitions found =
        of(
            FarmLake.RAW,
            placed(List.of(), RawLayout.Style.HIVE),
            "raw/farm/year=2026/month=06/day=01/a",
            "raw/farm/year=2025/month=01/day=31/b",
            "raw/farm/readme.txt");
    assertThat(found.partitions()).hasSize(1);
    assertThat(found.strays()).isEqualTo(1);
    TrustedPartition all = found.partitions().get(0);
    assertThat(all.objects().count()).isEqualTo(2);
    assertThat(all.rawPrefix()).isEqualTo("raw/farm/");
    assertThat(all.trustedKey()).isEqualTo("trusted/else/where/part-0.parquet");
    assertThat(all.rejectedKey("farm")).isEqualTo("rejected/farm/etl/placed/part-0.json");
    assertThat(all.name()).isEqualTo("(all)");
  }

  @Test
  void passesOverFolderMarkers() {
    TrustedPartitions found = hive("raw/farm/", "raw/farm/year=2026/month=06/day=01/");
    assertThat(found.partitions()).isEmpty();
    assertThat(found.strays()).isZero();
  }

  @Test
  void fingerprintDependsOnKeysEtagsAndDefinitionButNotOnOrder() {
    String a = "raw/farm/year=2026/month=06/day=01/a";
    String b = "raw/farm/year=2026/month=06/day=01/b";
    String both = hive(a, b).partitions().get(0).fingerprint();
    assertThat(both).matches("[0-9a-f]{64}");
    assertThat(hive(b, a).partitions().get(0).fingerprint()).isEqualTo(both);
    assertThat(hive(a).partitions().get(0).fingerprint()).isNotEqualTo(both);
    assertThat(of(FarmLake.RAW, monthly(), a, b).partitions().get(0).fingerprint())
        .isNotEqualTo(both);
    assertThat(
            TrustedPartitions.of(
                    FarmLake.pipeline(List.of()),
                    Input.ofStream(FarmLake.RAW),
                    List.of(a, b).stream()
                        .map(
                            key ->
                                new ObjectInfo(key, 10, "another etag", Instant.EPOCH, Map.of())))
                .partitions()
                .get(0)
                .fingerprint())
        .isNotEqualTo(both);
  }
}
