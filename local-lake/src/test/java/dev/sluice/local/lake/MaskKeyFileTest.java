package dev.sluice.local.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskKeyFileTest {
  @TempDir private Path folder;

  private Pipeline pipeline(String masks) throws IOException {
    Path file = folder.resolve("people.yaml");
    Files.writeString(
        file,
        """
        pipeline: people
        record:
          key: id
          %s
        """
            .formatted(masks));
    return new PipelineLoader().load(file, Map.of());
  }

  @Test
  void aMissingKeyIsToldInOneLineBeforeAnythingStarts() throws IOException {
    Pipeline masked =
        pipeline(
            "maskKey: /team/mask\n"
                + "  schema: {id: {type: string, mask: hmac, required: true}, timestamp:"
                + " timestamp}");
    Path key = folder.resolve("lake/secrets/team/mask");

    assertThat(MaskKeyFile.problem(masked, folder.resolve("lake")))
        .contains(
            "people masks fields with the key '/team/mask', and the file with it, %1$s, does not exist. Make one: mkdir -p %2$s && openssl rand -hex 32 > %1$s"
                .formatted(key, key.getParent()));

    Files.createDirectories(key.getParent());
    Files.writeString(key, "short\n");
    assertThat(MaskKeyFile.problem(masked, folder.resolve("lake")).orElseThrow())
        .startsWith(key + ": The secret '/team/mask' can't be the key")
        .doesNotContain("short\n");

    Files.writeString(key, "0123456789abcdef0123456789abcdef\n");
    assertThat(MaskKeyFile.problem(masked, folder.resolve("lake"))).isEmpty();
  }

  @Test
  void nothingIsAskedOfAPipelineWithoutMasks() throws IOException {
    Pipeline plain = pipeline("schema: {id: string, timestamp: timestamp}");

    assertThat(MaskKeyFile.problem(plain, folder)).isEmpty();
  }
}
