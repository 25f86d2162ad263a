package dev.sluice.core.alert;

/** Publishes and counts everything. */
final class OpenOutlet implements AlertOutlet {
  private final AlertPublisher publisher;
  private int published;

  OpenOutlet(AlertPublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public void publish(Alert alert) {
    publisher.publish(alert);
    published++;
  }

  @Override
  public void close() {
    // Nothing is held back.
  }

  @Override
  public int published() {
    return published;
  }

  @Override
  public int withheld() {
    return 0;
  }
}
