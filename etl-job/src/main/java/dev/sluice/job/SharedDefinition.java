package dev.sluice.job;

import dev.sluice.core.definition.DefinitionArchive;
import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.definition.PipelineSettings;
import dev.sluice.core.pipeline.Pipeline;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A pipeline's definition on its way to the executors; each loads it once.
 *
 * @param name of the pipeline
 * @param settings as in {@code SLUICE_SETTINGS}
 * @param archive of {@link DefinitionArchive}
 */
record SharedDefinition(String name, String settings, byte[] archive) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Map<SharedDefinition, Pipeline> LOADED = new ConcurrentHashMap<>();

  /** The pipeline. */
  Pipeline pipeline() {
    return LOADED.computeIfAbsent(this, SharedDefinition::load);
  }

  private Pipeline load() {
    try {
      Path folder = Files.createTempDirectory("sluice-definition-");
      try {
        DefinitionArchive.unpack(archive, folder);
        return new PipelineLoader()
            .load(
                folder.resolve(name + ".yaml"),
                PipelineSettings.in(Map.of(PipelineSettings.VARIABLE, settings)));
      } finally {
        TemporaryFolder.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The definition of '" + name + "' can't be unpacked", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SharedDefinition that
        && name.equals(that.name)
        && settings.equals(that.settings)
        && Arrays.equals(archive, that.archive);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(archive) + 31 * settings.hashCode();
  }

  @Override
  public String toString() {
    return name + ", " + archive.length + " bytes";
  }
}
