package dev.sluice.core.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Remembers alerts; fails when told so. */
public final class RecordingPublisher implements AlertPublisher {
  private final List<Alert> accepted = new ArrayList<>();
  private Predicate<Alert> failing = alert -> false;

  @Override
  public void publish(Alert alert) {
    if (failing.test(alert)) {
      throw new AlertUndeliveredException(
          "Alert %s of rule %s could not be published: Topic does not exist"
              .formatted(alert.labels().fingerprint(), alert.labels().rule()),
          null);
    }
    accepted.add(alert);
  }

  /** From now on fails for those alerts. */
  public void failFor(Predicate<Alert> alerts) {
    failing = alerts;
  }

  /** What was accepted, in order. */
  public List<Alert> accepted() {
    return List.copyOf(accepted);
  }
}
