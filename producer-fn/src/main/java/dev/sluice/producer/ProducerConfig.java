package dev.sluice.producer;

import dev.sluice.core.definition.RequiredVariables;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The producer's settings, e.g. {@code SLUICE_STREAM} in its environment. */
@ConfigMapping(prefix = "sluice")
public interface ProducerConfig {
  /** The pipeline's name; its file is {@code NAME.yaml} in {@link #pipelinesDir}. */
  @WithDefault(RequiredVariables.NOT_SET)
  String pipeline();

  /** The stack's name ({@code SLUICE_STACK}), by which metrics of two deployments differ. */
  @WithDefault("none")
  String stack();

  /** Where the pipelines' files are. A Lambda layer is unpacked into {@code /opt}. */
  @WithDefault("/opt")
  Path pipelinesDir();

  /** The name of the Kinesis stream that takes the records. */
  @WithDefault(RequiredVariables.NOT_SET)
  String stream();

  /** The name of the lake's bucket, for the checkpoint and for what the stream can't take. */
  @WithDefault(RequiredVariables.NOT_SET)
  String bucket();

  /** Time kept from an invocation for storing what was not delivered, and the checkpoint. */
  @WithDefault("5s")
  Duration reserve();

  /** The stream's limit of a record, data and key, in bytes: 1 MiB unless it was raised. */
  @WithDefault("1048576")
  int recordBytes();

  /** Whether it runs as a long-lived process and drives its ticks itself. Not on Lambda. */
  @WithDefault("false")
  boolean process();
}
