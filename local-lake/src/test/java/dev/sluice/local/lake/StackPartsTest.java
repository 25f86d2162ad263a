package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.localaws.template.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stack has the parts that its pipeline needs, and no others. */
class StackPartsTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Pipeline WINDFARM =
      new PipelineLoader().load(ROOT.resolve("pipelines/windfarm.yaml"), Map.of());

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"Producer", "Streaming"})
  void refusesAnEnvironmentThatLacksAPartOfThePipeline(String part) throws IOException {
    assertThatThrownBy(
            () ->
                PipelineStack.of(
                    PipelinePlace.in(ROOT),
                    WINDFARM,
                    StackChoice.of("windfarm").withParameters(Map.of(part, "disabled"))))
        .isInstanceOf(TemplateException.class)
        .hasMessageContainingAll("samconfig.toml: [windfarm]", "Set " + part + " to enabled");
  }

  @ParameterizedTest
  @CsvSource({"devices, Producer", "movies, Streaming"})
  void refusesAnEnvironmentThatHasAPartTooMany(String pipeline, String part) throws IOException {
    Pipeline definition =
        new PipelineLoader().load(ROOT.resolve("pipelines/" + pipeline + ".yaml"), Map.of());

    assertThatThrownBy(
            () ->
                PipelineStack.of(
                    PipelinePlace.in(ROOT),
                    definition,
                    StackChoice.of(pipeline).withParameters(Map.of(part, "enabled"))))
        .hasMessageContainingAll("[" + pipeline + "]", "Set " + part + " to disabled");
  }

  @Test
  void aPipelineWithoutAnEnvironmentGetsTheParts() throws IOException {
    PipelinePlace place = new PipelinePlace(ROOT, Files.createDirectory(folder.resolve("own")));
    Pipeline movies = new PipelineLoader().load(ROOT.resolve("pipelines/movies.yaml"), Map.of());
    PipelineStack stack = PipelineStack.of(place, movies, StackChoice.of("movies"));

    assertThat(stack.functions()).containsOnlyKeys("ProducerFunction", "EtlTriggerFunction");
    assertThat(stack.stream()).isNull();
  }

  private Pipeline iceberg(Map<String, String> settings) {
    try {
      Path definitions = Files.createDirectories(folder.resolve("pipelines"));
      Files.writeString(
          definitions.resolve("shop.yaml"),
          """
          pipeline: shop
          source: {external: {}}
          record: {id: id, key: id, schema: {id: string, timestamp: timestamp}}
          trusted:
            sales:
              format: ${FORMAT:iceberg}
              columns: {id: string}
              dedupe: id
          """);
      return new PipelineLoader().load(definitions.resolve("shop.yaml"), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCrawlerThatIsAskedForIcebergTablesIsRefusedBeforeAnythingStarts() {
    assertThatThrownBy(
            () ->
                PipelineStack.of(
                    new PipelinePlace(ROOT, folder),
                    iceberg(Map.of()),
                    StackChoice.of("shop").withParameters(Map.of("Catalog", "crawler"))))
        .hasMessageContaining("'format: iceberg', which is not for Catalog=crawler");
  }

  @Test
  void everyEnvironmentThatDeploysAPipelineIsJudgedWithItsOwnSettings() throws IOException {
    PipelinePlace place = new PipelinePlace(ROOT, folder.resolve("pipelines"));
    iceberg(Map.of());
    Files.writeString(
        folder.resolve("pipelines/samconfig.toml"),
        """
        [crawled.deploy.parameters]
        parameter_overrides = ['Pipeline="shop"', 'Producer="disabled"', 'Catalog="inferred"']
        [plain.deploy.parameters]
        parameter_overrides = 'Pipeline=shop Producer=disabled Catalog=crawler Settings="FORMAT=parquet"'
        [wrong.deploy.parameters]
        parameter_overrides = ['Pipeline="shop"', 'Settings="FORMAT=orc"']
        [others.deploy.parameters]
        parameter_overrides = ['Pipeline="others"', 'no override at all']
        """);
    assertThat(PipelineStack.problems(place, "shop", this::iceberg))
        .hasSize(2)
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("samconfig.toml: [crawled] table 'sales'")
                    .contains("Catalog=inferred"))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("samconfig.toml: [wrong] with its Settings: ")
                    .contains("orc"));
  }
}
