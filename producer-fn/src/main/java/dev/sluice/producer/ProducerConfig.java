package dev.sluice.producer;

import dev.sluice.aws.FunctionConfig;
import dev.sluice.core.definition.RequiredVariables;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The producer's settings, e.g. {@code SLUICE_STREAM} in its environment. */
@ConfigMapping(prefix = "sluice")
public interface ProducerConfig extends FunctionConfig {
  /** The name of the Kinesis stream that takes the records. */
  @WithDefault(RequiredVariables.NOT_SET)
  String stream();

  /** Time kept from an invocation for storing what was not delivered, and the checkpoint. */
  @WithDefault("5s")
  Duration reserve();

  /** The stream's limit of a record, data and key, in bytes: 1 MiB unless it was raised. */
  @WithDefault("1048576")
  int recordBytes();

  /**
   * A server that is asked in the place of the pipeline's API, e.g. {@code http://127.0.0.1:8000}
   * with recorded answers; by default the API is.
   */
  Optional<String> apiEndpoint();
}
