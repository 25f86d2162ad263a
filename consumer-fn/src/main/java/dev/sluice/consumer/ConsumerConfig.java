package dev.sluice.consumer;

import dev.sluice.aws.FunctionConfig;
import dev.sluice.core.definition.RequiredVariables;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The consumer's settings; environment variables {@code SLUICE_…}. */
@ConfigMapping(prefix = "sluice")
public interface ConsumerConfig extends FunctionConfig {
  /** The SNS topic that alerts go to, {@code SLUICE_TOPIC_ARN}. */
  @WithDefault(RequiredVariables.NOT_SET)
  String topicArn();

  /** The name of the stream that a digest reads, {@code SLUICE_STREAM}. */
  @WithDefault(RequiredVariables.NOT_SET)
  String stream();
}
