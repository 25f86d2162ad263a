package dev.sluice.consumer;

import dev.sluice.core.digest.DigestMessage;
import dev.sluice.core.digest.DigestPublisher;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** Publishes digests to the topic of the alerts. */
final class SnsDigestPublisher implements DigestPublisher {
  private final SnsClient sns;
  private final String topicArn;

  SnsDigestPublisher(SnsClient sns, String topicArn) {
    this.sns = sns;
    this.topicArn = topicArn;
  }

  @Override
  public void publish(DigestMessage message) throws IOException {
    Map<String, MessageAttributeValue> attributes =
        message.attributes().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> text(each.getValue())));
    try {
      sns.publish(
          request ->
              request
                  .topicArn(topicArn)
                  .subject(message.subject())
                  .message(message.body())
                  .messageAttributes(attributes));
    } catch (SdkException e) {
      throw new IOException(
          "The digest '%s' could not be published to %s: %s"
              .formatted(message.subject(), topicArn, e.getMessage()),
          e);
    }
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
