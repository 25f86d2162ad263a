package dev.sluice.core.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.alert.PublishedMessage;
import dev.sluice.core.alert.text.PlainText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link DigestPublisher} does. Each test has one that published nothing yet. */
public abstract class DigestPublisherContract {
  private static final Map<String, String> ATTRIBUTES =
      Map.of("pipeline", "farm", "severity", "info", "kind", "digest", "fingerprint", "f1");
  private static final DigestMessage DAY =
      new DigestMessage("farm: 24 hours", "mean 21 °C\nmaximum 36 °C", ATTRIBUTES);

  /** The publisher under test. */
  protected abstract DigestPublisher publisher();

  /** What arrived, in order. */
  protected abstract List<PublishedMessage> published();

  /** From now on the service refuses. */
  protected abstract void refuse();

  private static PublishedMessage message(DigestMessage digest) {
    return new PublishedMessage(digest.subject(), digest.body(), digest.attributes());
  }

  @Test
  void publishesADigestOnceWithItsAttributes() throws IOException {
    publisher().publish(DAY);
    assertThat(published()).containsExactly(message(DAY));
  }

  @Test
  void publishesAnEqualDigestAgain() throws IOException {
    publisher().publish(DAY);
    publisher().publish(DAY);
    assertThat(published()).containsExactly(message(DAY), message(DAY));
  }

  @Test
  void publishesTheLargestDigest() throws IOException {
    DigestMessage large =
        new DigestMessage("~".repeat(100), "°".repeat(PlainText.LARGEST_BODY / 2), ATTRIBUTES);
    publisher().publish(large);
    assertThat(published()).containsExactly(message(large));
  }

  @Test
  void namesTheDigestThatWasRefused() {
    refuse();
    assertThatThrownBy(() -> publisher().publish(DAY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("farm: 24 hours")
        .hasMessageContaining("Topic does not exist");
    assertThat(published()).isEmpty();
  }
}
