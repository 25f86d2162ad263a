package dev.sluice.consumer;

import dev.sluice.core.definition.RequiredVariables;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** The consumer's settings; environment variables {@code SLUICE_…}. */
@ConfigMapping(prefix = "sluice")
public interface ConsumerConfig {
  /** The pipeline's name, {@code SLUICE_PIPELINE}. */
  @WithDefault(RequiredVariables.NOT_SET)
  String pipeline();

  /** The stack's name ({@code SLUICE_STACK}), by which metrics of two deployments differ. */
  @WithDefault("none")
  String stack();

  /** The folder of {@code PIPELINE.yaml}, {@code SLUICE_PIPELINES_DIR}: the layer's by default. */
  @WithDefault("/opt")
  Path pipelinesDir();

  /** The SNS topic that alerts go to, {@code SLUICE_TOPIC_ARN}. */
  @WithDefault(RequiredVariables.NOT_SET)
  String topicArn();

  /** The name of the stream that a digest reads, {@code SLUICE_STREAM}. */
  @WithDefault(RequiredVariables.NOT_SET)
  String stream();

  /** The lake's bucket, {@code SLUICE_BUCKET}: what rules remember, and how far a digest came. */
  @WithDefault(RequiredVariables.NOT_SET)
  String bucket();
}
