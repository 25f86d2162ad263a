package dev.sluice.consumer;

import dev.sluice.core.alert.AlertPublisher;
import dev.sluice.core.alert.AlertPublisherContract;
import dev.sluice.core.alert.PublishedMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The function's publisher of alerts keeps its contract on the lake's SNS. */
class SnsAlertPublisherOnEndpointTest extends AlertPublisherContract {
  @TempDir private Path outbox;
  private LocalTopic alerts;

  @BeforeEach
  void start() throws IOException {
    alerts = new LocalTopic(outbox);
  }

  @AfterEach
  void stop() {
    alerts.close();
  }

  @Override
  protected AlertPublisher publisher() {
    return new SnsAlertPublisher(alerts.topic());
  }

  @Override
  protected List<PublishedMessage> published() {
    return alerts.published();
  }

  @Override
  protected void refuse() {
    alerts.delete();
  }
}
