package dev.sluice.core.definition;

import dev.sluice.core.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The pipeline that a function's environment names.
 *
 * @param folder of the definitions, in a function where its layer is unpacked
 * @param name of the pipeline; its file is {@code NAME.yaml}
 * @param environment the function's, with its {@linkplain PipelineSettings settings}
 */
public record DeployedPipeline(Path folder, String name, Map<String, String> environment) {
  /**
   * Loads it at a function's start and says so in one line, or in one line what is wrong: the stack
   * trace with which a function's start fails buries the reason.
   *
   * @param info takes the line of success
   * @param error takes the line of failure, all problems in it
   * @throws InvalidPipelineException if the definition can't be read or is broken
   * @throws IllegalArgumentException if the settings are none
   */
  public Pipeline load(Consumer<String> info, Consumer<String> error) {
    Path file = folder.resolve(name + ".yaml");
    try {
      Pipeline pipeline = new PipelineLoader().load(file, PipelineSettings.in(environment));
      info.accept("Loaded pipeline %s from %s".formatted(pipeline.name(), file));
      return pipeline;
    } catch (InvalidPipelineException | IllegalArgumentException e) {
      error.accept(
          "Pipeline '%s' can't be loaded from %s: %s".formatted(name, folder, e.getMessage()));
      throw e;
    }
  }
}
