package dev.sluice.core.alert;

import dev.sluice.core.alert.memory.Tally;
import dev.sluice.core.alert.memory.TallyKey;
import dev.sluice.core.alert.memory.WindowState;
import dev.sluice.core.alert.rule.RuleWatch;
import dev.sluice.core.alert.rule.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** First now, then merged; what is over is told when the window ends. */
final class NoiseControl {
  private final AlertComposer composer;
  private final AlertPublisher publisher;
  private final WindowState state;
  private final Map<TallyKey, String> firstPlaces = new HashMap<>();

  NoiseControl(AlertComposer composer, AlertPublisher publisher, WindowState state) {
    this.composer = composer;
    this.publisher = publisher;
    this.state = state;
  }

  /** Publishes what is first, then counts all: a failure leaves the state as it was before. */
  void tell(List<Violation> ofOneRecord, String place) {
    for (Violation violation : ofOneRecord) {
      violation
          .words()
          .ifPresent(words -> publisher.publish(composer.first(violation, words, place)));
    }
    for (Violation violation : ofOneRecord) {
      firstPlaces.putIfAbsent(violation.key(), place);
      Violation.Moment moment = violation.moment();
      state.add(violation.key(), moment.time(), moment.number(), moment.begins());
    }
  }

  /** Publishes a summary for each tally with violations not told; returns how many they merged. */
  long publishSummaries() {
    long merged = 0;
    for (Map.Entry<TallyKey, Tally> entry : state.tallies().entrySet()) {
      Tally tally = entry.getValue();
      if (tally.merged() > 0) {
        String firstPlace = firstPlaces.getOrDefault(entry.getKey(), "");
        publisher.publish(composer.summary(entry.getKey(), tally, firstPlace));
        merged += tally.merged();
      }
    }
    return merged;
  }

  /** Publishes which violations are over. */
  void publishEnds(List<RuleWatch<?>> watches) {
    for (RuleWatch<?> watch : watches) {
      watch
          .ended()
          .forEach(
              (device, memory) ->
                  publisher.publish(composer.cleared(watch.rule(), device, memory)));
      watch.closeWindow();
    }
  }
}
