package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.Pipeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionArchiveTest {
  private static final Path PIPELINES = Path.of(System.getProperty("sluice.root"), "pipelines");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"windfarm", "gpu", "weather", "quickstart", "movies", "movies-classic", "seattle"})
  void isLoadedAsTheSamePipeline(String name) throws IOException {
    DefinitionArchive.unpack(DefinitionArchive.pack(PIPELINES, name), folder);

    Pipeline original = new PipelineLoader().load(PIPELINES.resolve(name + ".yaml"), Map.of());
    Pipeline copy = new PipelineLoader().load(folder.resolve(name + ".yaml"), Map.of());
    assertThat(copy.trusted()).isEqualTo(original.trusted());
    assertThat(copy.inputs()).isEqualTo(original.inputs());
    assertThat(copy.queries()).isEqualTo(original.queries());
  }

  @Test
  void takesOfOtherFoldersOnlyWhatItNames() throws IOException {
    Path pipelines = Files.createDirectories(folder.resolve("pipelines"));
    Files.writeString(pipelines.resolve("a.yaml"), "queries: {q: shared/q.sql}\nlike: ../out\n");
    Files.createDirectories(pipelines.resolve("shared"));
    Files.writeString(pipelines.resolve("shared/q.sql"), "SELECT 1");
    Files.writeString(pipelines.resolve("shared/large.csv"), "not named");
    Files.writeString(folder.resolve("out"), "not below");
    Path copy = folder.resolve("copy");

    DefinitionArchive.unpack(DefinitionArchive.pack(pipelines, "a"), copy);

    try (Stream<Path> files = Files.walk(copy)) {
      assertThat(files.filter(Files::isRegularFile).map(copy::relativize).map(Path::toString))
          .containsExactlyInAnyOrder("a.yaml", "shared/q.sql");
    }
  }

  @Test
  void isTheSameForTheSameFiles() throws IOException {
    assertThat(DefinitionArchive.pack(PIPELINES, "windfarm"))
        .isEqualTo(DefinitionArchive.pack(PIPELINES, "windfarm"));
  }

  @Test
  void unpacksNothingOutsideOfItsFolder() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("../outside.yaml"));
    }
    assertThatThrownBy(() -> DefinitionArchive.unpack(bytes.toByteArray(), folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("../outside.yaml");
  }
}
