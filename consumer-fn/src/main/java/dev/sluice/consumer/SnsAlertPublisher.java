package dev.sluice.consumer;

import dev.sluice.core.alert.Alert;
import dev.sluice.core.alert.AlertPublisher;
import dev.sluice.core.alert.AlertUndeliveredException;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Publishes alerts to one SNS topic; labels and {@code sms} become message attributes of type
 * String.
 */
final class SnsAlertPublisher implements AlertPublisher {
  private final SnsClient sns;
  private final String topicArn;

  SnsAlertPublisher(SnsClient sns, String topicArn) {
    this.sns = sns;
    this.topicArn = topicArn;
  }

  @Override
  public void publish(Alert alert) {
    try {
      sns.publish(request(alert));
    } catch (SdkException e) {
      throw new AlertUndeliveredException(
          "Alert "
              + alert.labels().fingerprint()
              + " of rule "
              + alert.labels().rule()
              + " could not be published to "
              + topicArn
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private PublishRequest request(Alert alert) {
    Map<String, MessageAttributeValue> attributes =
        alert.attributes().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, label -> text(label.getValue())));
    return PublishRequest.builder()
        .topicArn(topicArn)
        .subject(alert.subject())
        .message(alert.body())
        .messageAttributes(attributes)
        .build();
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
