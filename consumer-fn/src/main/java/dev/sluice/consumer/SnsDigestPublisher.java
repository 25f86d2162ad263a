package dev.sluice.consumer;

import dev.sluice.core.digest.DigestMessage;
import dev.sluice.core.digest.DigestPublisher;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;

/** Publishes digests to the topic of the alerts. */
record SnsDigestPublisher(SnsTopic topic) implements DigestPublisher {
  @Override
  public void publish(DigestMessage message) throws IOException {
    try {
      topic.publish(message.subject(), message.body(), message.attributes());
    } catch (SdkException e) {
      throw new IOException(
          "The digest '%s' could not be published to %s: %s"
              .formatted(message.subject(), topic.arn(), e.getMessage()),
          e);
    }
  }
}
