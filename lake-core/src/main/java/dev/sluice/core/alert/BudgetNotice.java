package dev.sluice.core.alert;

import dev.sluice.core.alert.text.PlainText;
import dev.sluice.core.pipeline.AlertRule.Severity;
import dev.sluice.core.pipeline.LakeLayout;
import java.time.Duration;
import java.time.Instant;

/** The message that says that the hour's budget of messages is used up. */
final class BudgetNotice {
  private static final String STILL_SENT =
      "Critical alerts still go out while the hour's budget of SMS lasts. All others are not sent,"
          + " but counted (metric Withheld) and kept in the lake.";

  private BudgetNotice() {}

  static Alert of(AlertBrake brake, Instant hour, String fingerprint, long sent) {
    Instant end = hour.plus(Duration.ofHours(1));
    AlertBody body =
        new AlertBody()
            .text(
                "%d alert messages were sent in this hour; its budget of messages is used up."
                    .formatted(sent))
            .text(STILL_SENT)
            .text("")
            .line("pipeline", brake.pipeline())
            .line("hour", hour + " to " + end)
            .line("kept in", new LakeLayout(brake.pipeline()).alerts(hour))
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
        "WARNING %s: %d alerts this hour, more only if critical and SMS are left"
            .formatted(brake.pipeline(), sent);
    return new Alert(labels, PlainText.asciiLine(subject, 100), body.toString());
  }
}
