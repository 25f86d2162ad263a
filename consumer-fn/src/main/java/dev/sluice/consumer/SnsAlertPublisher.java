package dev.sluice.consumer;

import dev.sluice.core.alert.Alert;
import dev.sluice.core.alert.AlertPublisher;
import dev.sluice.core.alert.AlertUndeliveredException;
import software.amazon.awssdk.core.exception.SdkException;

/** Publishes alerts to a topic; labels and {@code sms} become message attributes. */
record SnsAlertPublisher(SnsTopic topic) implements AlertPublisher {
  @Override
  public void publish(Alert alert) {
    try {
      topic.publish(alert.subject(), alert.body(), alert.attributes());
    } catch (SdkException e) {
      throw new AlertUndeliveredException(
          "Alert %s of rule %s could not be published to %s: %s"
              .formatted(
                  alert.labels().fingerprint(), alert.labels().rule(), topic.arn(), e.getMessage()),
          e);
    }
  }
}
