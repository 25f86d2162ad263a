package dev.sluice.writer;

import dev.sluice.aws.FunctionConfig;
import io.smallrye.config.ConfigMapping;

/** The batch writer's settings: those of each function. */
@ConfigMapping(prefix = "sluice")
public interface BatchWriterConfig extends FunctionConfig {}
