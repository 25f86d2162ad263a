package dev.sluice.core.alert;

import java.util.List;

class RecordingPublisherTest extends AlertPublisherContract {
  private final RecordingPublisher publisher = new RecordingPublisher();

  @Override
  protected AlertPublisher publisher() {
    return publisher;
  }

  @Override
  protected List<PublishedMessage> published() {
    return publisher.accepted().stream()
        .map(alert -> new PublishedMessage(alert.subject(), alert.body(), alert.attributes()))
        .toList();
  }

  @Override
  protected void refuse() {
    publisher.failFor(alert -> true);
  }
}
