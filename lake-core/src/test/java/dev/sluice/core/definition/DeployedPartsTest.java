package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployedPartsTest {
  private static final Map<String, String> ALL = parts("enabled", "enabled");

  private static Map<String, String> parts(String producer, String stream) {
    return Map.of("SLUICE_PRODUCER", producer, "SLUICE_STREAMING", stream);
  }

  private static Pipeline pipeline(String name) {
    Path file = Path.of(System.getProperty("sluice.root"), "pipelines", name + ".yaml");
    return new PipelineLoader().load(file, Map.of());
  }

  @Test
  void suitAPipelineThatNeedsThem() {
    assertThat(DeployedParts.in(ALL).problem(pipeline("windfarm"))).isEmpty();
    assertThat(DeployedParts.in(parts("enabled", "disabled")).problem(pipeline("movies")))
        .isEmpty();
  }

  @Test
  void areNotJudgedWhereTheyAreNotTold() {
    assertThat(DeployedParts.in(Map.of()).problem(pipeline("movies"))).isEmpty();
  }

  @Test
  void deliverVersionsOfARowIntoOnePartition(@TempDir Path folder) {
    Pipeline seattle =
        PipelineFile.copy("seattle", folder)
            .replace("dedupe: day_id", "dedupe: {by: [day_id], latest: wind_ms}")
            .load();
    assertThat(DeployedParts.in(Map.of("SLUICE_RAW_DELIVERY", "lambda")).problem(seattle))
        .isEmpty();
    assertThat(DeployedParts.in(Map.of("SLUICE_RAW_DELIVERY", "firehose")).problem(seattle))
        .get()
        .asString()
        .contains("'days' of pipeline 'seattle' keeps the latest version", "Add 'partition: []'");
  }

  @Test
  void lackAProducerForASource() {
    assertThat(DeployedParts.in(parts("disabled", "enabled")).problem(pipeline("windfarm")))
        .get()
        .asString()
        .contains("'windfarm' has a source", "Set Producer to enabled");
  }

  @Test
  void lackAStreamForRecords() {
    assertThat(DeployedParts.in(parts("enabled", "disabled")).problem(pipeline("windfarm")))
        .get()
        .asString()
        .contains("'windfarm' has a stream", "Set Streaming to enabled");
  }

  @Test
  void haveAStreamThatNothingGoesThrough() {
    assertThat(DeployedParts.in(ALL).problem(pipeline("movies")))
        .get()
        .asString()
        .contains("'movies' has no stream", "Set Streaming to disabled");
  }

  @Test
  void haveAProducerThatHasNothingToAsk() {
    assertThat(DeployedParts.in(ALL).problem(pipeline("devices")))
        .get()
        .asString()
        .contains("'devices' has no source", "Set Producer to disabled");
  }

  @Test
  void firehoseStoresWhatIsToBeMasked(@TempDir Path folder) {
    assertThat(DeployedParts.in(Map.of("SLUICE_RAW_DELIVERY", "firehose")).problem(masked(folder)))
        .get()
        .asString()
        .contains("masks fields (turbine)", "Firehose stores records as they come", "to lambda");
  }

  @Test
  void theFunctionsMayReadTheKeyThatMasks(@TempDir Path folder) {
    Pipeline masked = masked(folder);

    assertThat(DeployedParts.in(Map.of("SLUICE_MASK_SECRET", "sluice/mask")).problem(masked))
        .isEmpty();
    assertThat(DeployedParts.in(Map.of("SLUICE_MASK_SECRET", "")).problem(masked))
        .get()
        .asString()
        .contains("the key 'sluice/mask'", "Set MaskSecretName to sluice/mask");
    assertThat(
            DeployedParts.in(Map.of("SLUICE_MASK_SECRET", "sluice/mask"))
                .problem(pipeline("windfarm")))
        .get()
        .asString()
        .contains("masks no field");
  }

  private static Pipeline masked(Path folder) {
    return PipelineFile.copy("windfarm", folder)
        .replace("record:\n", "record:\n  maskKey: sluice/mask\n")
        .replace(
            "turbine: {type: string, required: true}",
            "turbine: {type: string, required: true, mask: hmac}")
        .load();
  }

  @Test
  void icebergTablesThatACrawlerWouldSpoilAreRefused(@TempDir Path folder) {
    Pipeline seattle =
        PipelineFile.copy("seattle", folder)
            .replace("    partition: [year, month]\n\nq", "    format: iceberg\n\nq")
            .load();
    assertThat(DeployedParts.in(Map.of("SLUICE_CATALOG", "declared")).problem(seattle)).isEmpty();
    for (String catalog : new String[] {"crawler", "inferred"}) {
      assertThat(DeployedParts.in(Map.of("SLUICE_CATALOG", catalog)).problem(seattle).orElseThrow())
          .contains("table 'days' has 'format: iceberg', which is not for Catalog=" + catalog)
          .contains("Write 'format: parquet', or deploy with Catalog=declared");
    }
  }
}
