package dev.sluice.core.alert;

import dev.sluice.core.pipeline.AlertRule.Severity;
import java.time.Duration;
import java.time.Instant;

/** The message that says that no more are sent in this hour. */
final class BudgetNotice {
  private BudgetNotice() {}

  static Alert of(AlertBrake brake, Instant hour, String fingerprint, long sent) {
    Instant end = hour.plus(Duration.ofHours(1));
    AlertBody body =
        new AlertBody()
            .text(
                "%d alert messages were sent in this hour, which is what the budget allows."
                    .formatted(sent))
            .text("Further ones are counted (metric Withheld) and kept in the lake.")
            .text("")
            .line("pipeline", brake.pipeline())
            .line("hour", hour + " to " + end)
            .line("kept in", KeptAlerts.folder(brake.pipeline(), hour))
            .line(
                "budget",
                "%d messages and %d SMS an hour: alerts.budget of the definition"
                    .formatted(brake.budget().messages(), brake.budget().sms()))
            .line("fingerprint", fingerprint);
    Alert.Labels labels =
        new Alert.Labels(
            brake.pipeline(),
            "alert-budget",
            "(none)",
            Severity.WARNING,
            Alert.Kind.NOTICE,
            fingerprint);
    String subject =
        "WARNING %s: %d alerts this hour, further ones are kept, not sent"
            .formatted(brake.pipeline(), sent);
    return new Alert(labels, PlainText.asciiLine(subject, 100), body.toString());
  }
}
