package dev.sluice.core.digest;

import dev.sluice.core.alert.PublishedMessage;
import java.util.List;

class RecordingDigestsTest extends DigestPublisherContract {
  private final RecordingDigests publisher = new RecordingDigests();

  @Override
  protected DigestPublisher publisher() {
    return publisher;
  }

  @Override
  protected List<PublishedMessage> published() {
    return publisher.accepted().stream()
        .map(digest -> new PublishedMessage(digest.subject(), digest.body(), digest.attributes()))
        .toList();
  }

  @Override
  protected void refuse() {
    publisher.fail(1);
  }
}
