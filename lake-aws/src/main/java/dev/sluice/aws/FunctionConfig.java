package dev.sluice.aws;

import dev.sluice.core.definition.RequiredVariables;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/**
 * What each function is told by its environment. A function's own settings extend it, with prefix
 * {@code sluice}.
 */
public interface FunctionConfig {
  /** The pipeline's name ({@code SLUICE_PIPELINE}). */
  @WithDefault(RequiredVariables.NOT_SET)
  String pipeline();

  /** The stack's name ({@code SLUICE_STACK}), by which metrics of two deployments differ. */
  @WithDefault("none")
  String stack();

  /**
   * The folder of the pipelines' definitions ({@code SLUICE_PIPELINES_DIR}); on Lambda, where the
   * function's layer is unpacked.
   */
  @WithDefault("/opt")
  Path pipelinesDir();

  /** The lake's bucket ({@code SLUICE_BUCKET}). */
  @WithDefault(RequiredVariables.NOT_SET)
  String bucket();
}
