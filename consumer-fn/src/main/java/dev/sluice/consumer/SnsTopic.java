package dev.sluice.consumer;

import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** One SNS topic; attributes of its messages are of type String. */
record SnsTopic(SnsClient sns, String arn) {
  /**
   * Publishes a message.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if it may not have been accepted
   */
  void publish(String subject, String body, Map<String, String> attributes) {
    Map<String, MessageAttributeValue> values =
        attributes.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> text(each.getValue())));
    sns.publish(
        request -> request.topicArn(arn).subject(subject).message(body).messageAttributes(values));
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
