package dev.sluice.core.alert;

/** Counts what was accepted. */
final class CountedPublisher implements AlertPublisher {
  private final AlertPublisher publisher;
  private int published;

  CountedPublisher(AlertPublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public void publish(Alert alert) {
    publisher.publish(alert);
    published++;
  }

  int published() {
    return published;
  }
}
