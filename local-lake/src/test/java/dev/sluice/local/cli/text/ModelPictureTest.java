package dev.sluice.local.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.sql.ColumnTypes;
import dev.sluice.local.sql.TrinoSqlCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelPictureTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));

  static List<Path> models() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/models"))) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  private static Pipeline pipeline(String name) {
    return new PipelineLoader(new TrinoSqlCheck())
        .load(ROOT.resolve("pipelines/" + name + ".yaml"), Map.of());
  }

  private static String markdown(Pipeline pipeline) throws IOException {
    return new ModelPicture(pipeline, ColumnTypes.of(pipeline)).markdown();
  }

  @ParameterizedTest
  @MethodSource("models")
  void documentsShowWhatTheCommandPrints(Path model) throws IOException {
    String name = model.getFileName().toString().replaceFirst("\\.md$", "");

    assertThat(Files.readString(model))
        .describedAs("./sluice model %s > docs/models/%s.md", name, name)
        .isEqualTo(markdown(pipeline(name)));
  }

  @Test
  void drawsRefinedTablesWithTheirColumnsAndWhatTheyRead(@TempDir Path folder) throws IOException {
    Path pipelines = ROOT.resolve("pipelines");
    Files.createDirectories(folder.resolve("seattle"));
    for (String file : List.of("seattle/seattle-weather.csv", "seattle/monthly-extremes.sql")) {
      Files.copy(pipelines.resolve(file), folder.resolve(file));
    }
    String refined = "\nrefined:\n  wet: {sql: SELECT station AS place FROM days}\n";
    Path file = folder.resolve("seattle.yaml");
    Files.writeString(file, Files.readString(pipelines.resolve("seattle.yaml")) + refined);
    assertThat(markdown(new PipelineLoader(new TrinoSqlCheck()).load(file, Map.of())))
        .contains("  t_days --> t_wet\n", "  wet {\n    string place\n  }\n");
  }
}
