package dev.sluice.core.alert;

import static dev.sluice.core.alert.Batches.reading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.alert.rule.BoundRules;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamAlertsStateTest {
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final StreamAlerts alerts =
      new StreamAlerts(BoundRules.bind(Pipelines.farm(Pipelines.HOT)), publisher);

  @Test
  void anUnreadableStateIsGivenUpAndCounted() {
    AlertReply reply =
        alerts.process(Batches.windowed(List.of(reading(1, "wt-01", 36)), "{\"v\":\"9\"}", false));
    assertThat(reply.counts().stateLost()).isTrue();
    assertThat(publisher.accepted()).hasSize(1);
  }

  @Test
  void theTalliesOfARemovedRuleAreStillTold() {
    String totals = "\"published\":\"1\",\"merged\":\"2\","; // of an earlier version
    String state = "{\"v\":\"1\"," + totals + "\"d/gone/wt-01\":\"3 1000 2000\"}";
    alerts.process(Batches.windowed(List.of(), state, true));
    assertThat(publisher.accepted().get(0).body())
        .contains("2 more of gone by wt-01")
        .contains("the rule isn't defined any longer");
  }

  @Test
  void tenThousandsOfDevicesFillTheStateAndNoMore() {
    List<Batches.Reading> storm =
        IntStream.range(0, 20_000).mapToObj(i -> reading(i, "turbine-" + i, 36.25)).toList();
    AlertReply reply = alerts.process(Batches.windowed(storm, "{}", false));
    assertThat(reply.state()).hasSizeLessThan(1_000_000);
    int told = publisher.accepted().size();
    assertThat(told).isBetween(5_000, 19_999);
    assertThat(publisher.accepted().get(told - 1).body()).contains("More devices violate");
    AlertReply last = alerts.process(Batches.windowed(List.of(), reply.state(), true));
    assertThat(last.counts().messages().merged()).isEqualTo(20_000 - told);
    assertThat(publisher.accepted().get(told).subject())
        .isEqualTo("CRITICAL hot (further devices): " + (20_000 - told) + " more");
  }
}
