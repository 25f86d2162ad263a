package dev.sluice.core.alert;

import static dev.sluice.core.alert.Batches.reading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.pipeline.AlertBudget;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForgedNamesTest {
  private final RecordingPublisher publisher = new RecordingPublisher();

  @Test
  void aNameWithLineBreaksCannotLookLikeLinesOfTheMessage() {
    String forged = "wt-1\\nseverity     INFO\\r\\u2028rule none\\u202e";
    new StreamAlerts(BoundRules.bind(Pipelines.farm(Pipelines.HOT)), publisher)
        .process(Batches.windowless(List.of(reading(1, forged, 40), reading(2, forged, 41))));

    assertThat(publisher.accepted()).hasSize(2);
    for (Alert alert : publisher.accepted()) {
      assertThat(alert.body().lines().filter(line -> line.startsWith("severity")))
          .containsExactly("severity     CRITICAL");
      assertThat(alert.body())
          .contains("device       wt-1\\nseverity     INFO\\r\\u2028rule none\\u202E\n");
      assertThat(alert.subject()).contains("wt-1\\nseverity");
    }
  }

  @Test
  void aTabInANameDoesNotKeepTheAlertFromSubscriptionsWithAFilter() throws IOException {
    AlertStorm.RacedStore store = new AlertStorm.RacedStore();
    String name = "wt\\t\\\"\\\\01 \\u00fc \\ud83d\\ude00";
    new StreamAlerts(
            BoundRules.bind(Pipelines.farm(Pipelines.HOT)), publisher, store, AlertBudget.DEFAULT)
        .process(Batches.windowless(List.of(reading(1, name, 40))));

    assertThat(publisher.accepted().get(0).attributes())
        .containsEntry("device", "wt???01 \u00fc ?")
        .containsEntry("sms", "send");
    assertThat(AlertStorm.devices(AlertStorm.kept(store)))
        .containsExactly("wt\t\"\\01 \u00fc \ud83d\ude00");
  }
}
