package dev.sluice.writer;

import dev.sluice.aws.FunctionConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The batch writer's settings: those of each function, and how its mapping deals shards. */
@ConfigMapping(prefix = "sluice")
public interface BatchWriterConfig extends FunctionConfig {
  /** The mapping's ParallelizationFactor. */
  @WithDefault("1")
  int rawParallelization();
}
