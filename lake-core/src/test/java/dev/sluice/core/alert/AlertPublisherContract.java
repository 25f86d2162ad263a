package dev.sluice.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.alert.text.PlainText;
import dev.sluice.core.pipeline.AlertRule.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link AlertPublisher} does. Each test has one that published nothing yet. */
public abstract class AlertPublisherContract {
  private static final Alert HOT =
      alert("wt-01", Severity.CRITICAL, "CRITICAL hot wt-01: 36", "36 °C\nand more");

  /** The publisher under test. */
  protected abstract AlertPublisher publisher();

  /** What arrived, in order. */
  protected abstract List<PublishedMessage> published();

  /** From now on the service refuses. */
  protected abstract void refuse();

  private static Alert alert(String device, Severity severity, String subject, String body) {
    Alert.Labels labels =
        new Alert.Labels("farm", "hot", device, severity, Alert.Kind.FIRST, "f".repeat(32));
    return new Alert(labels, subject, body);
  }

  private static PublishedMessage message(Alert alert) {
    return new PublishedMessage(alert.subject(), alert.body(), alert.attributes());
  }

  @Test
  void publishesAnAlertOnceWithItsAttributes() {
    publisher().publish(HOT);
    assertThat(published()).containsExactly(message(HOT));
    assertThat(published().get(0).attributes())
        .isEqualTo(
            Map.of(
                "pipeline", "farm",
                "rule", "hot",
                "device", "wt-01",
                "severity", "critical",
                "kind", "first",
                "fingerprint", "f".repeat(32),
                "sms", "send"));
  }

  @Test
  void publishesInOrderAndAnEqualAlertAgain() {
    Alert mild = alert("wt-02", Severity.WARNING, "WARNING", "mild").withoutSms();
    publisher().publish(HOT);
    publisher().publish(mild);
    publisher().publish(HOT);
    assertThat(published()).containsExactly(message(HOT), message(mild), message(HOT));
    assertThat(published().get(1).attributes()).containsEntry("sms", "none");
  }

  @Test
  void publishesTheLargestAlert() {
    Alert large =
        alert("wt-01", Severity.INFO, "~".repeat(100), "°".repeat(PlainText.LARGEST_BODY / 2));
    publisher().publish(large);
    assertThat(published()).containsExactly(message(large));
  }

  @Test
  void publishesNamesOfAnyCharacters() {
    Alert odd =
        alert("Wetterstation \"Süd\" <1> & \u0007\uD83C\uDF21\n", Severity.INFO, "odd", "odd");
    publisher().publish(odd);
    assertThat(published()).containsExactly(message(odd));
  }

  @Test
  void namesTheAlertThatWasRefused() {
    refuse();
    assertThatThrownBy(() -> publisher().publish(HOT))
        .isInstanceOf(AlertUndeliveredException.class)
        .hasMessageContaining("f".repeat(32))
        .hasMessageContaining("Topic does not exist");
    assertThat(published()).isEmpty();
  }
}
