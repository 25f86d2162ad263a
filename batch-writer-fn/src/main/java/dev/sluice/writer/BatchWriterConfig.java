package dev.sluice.writer;

import dev.sluice.core.definition.RequiredVariables;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** What the function is told by its environment. */
@ConfigMapping(prefix = "sluice")
public interface BatchWriterConfig {
  /** The pipeline's name ({@code SLUICE_PIPELINE}). */
  @WithDefault(RequiredVariables.NOT_SET)
  String pipeline();

  /** The stack's name ({@code SLUICE_STACK}), by which metrics of two deployments differ. */
  @WithDefault("none")
  String stack();

  /**
   * The folder of the pipelines' definitions ({@code SLUICE_PIPELINES_DIR}); in a function, where
   * its layer is unpacked.
   */
  @WithDefault("/opt")
  Path pipelinesDir();

  /** The lake's bucket ({@code SLUICE_BUCKET}). */
  @WithDefault(RequiredVariables.NOT_SET)
  String bucket();
}
