package dev.sluice.localaws.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.http.Account;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBusTest {
  private static final String ORDERS = "{\"source\": [\"shop\"]}";

  private final Clock clock = Clock.fixed(Instant.parse("2026-06-01T10:00:00Z"), ZoneOffset.UTC);
  private final EventBus bus = new EventBus(Account.LOCAL, clock);
  private final List<ObjectNode> taken = new ArrayList<>();

  @Test
  void namesTheResourcesThatAnEventIsAbout() {
    bus.putRule("orders", ORDERS, true);
    bus.putTarget("orders", "good", "arn:good", taken::add);

    bus.publish("shop", "Order", List.of("arn:a"), JsonNodeFactory.instance.objectNode());

    assertThat(taken.get(0).path("resources").toString()).isEqualTo("[\"arn:a\"]");
  }

  @Test
  void deliversToEveryTargetEvenIfOneFails() {
    bus.putRule("orders", ORDERS, true);
    bus.putTarget(
        "orders",
        "broken",
        "arn:broken",
        event -> {
          throw new IllegalStateException("broken on purpose");
        });
    bus.putTarget("orders", "good", "arn:good", taken::add);

    String id = bus.publish("shop", "Order", JsonNodeFactory.instance.objectNode().put("n", 1));
    bus.publish("other", "Order", JsonNodeFactory.instance.objectNode());

    assertThat(taken).hasSize(1);
    assertThat(taken.get(0).path("id").asText()).isEqualTo(id);
    assertThat(taken.get(0).path("account").asText()).isEqualTo(Account.LOCAL.id());
    assertThat(taken.get(0).path("time").asText()).isEqualTo("2026-06-01T10:00:00Z");
  }

  @Test
  void skipsADisabledRule() {
    bus.putRule("orders", ORDERS, false);
    bus.putTarget("orders", "good", "arn:good", taken::add);

    bus.publish("shop", "Order", JsonNodeFactory.instance.objectNode());

    assertThat(taken).isEmpty();
  }

  @Test
  void keepsTargetsWhenARuleIsReplaced() {
    bus.putRule("orders", "{\"source\": [\"old\"]}", true);
    bus.putTarget("orders", "good", "arn:good", taken::add);
    bus.putRule("orders", ORDERS, true);

    bus.publish("shop", "Order", JsonNodeFactory.instance.objectNode());

    assertThat(taken).hasSize(1);
    assertThatThrownBy(() -> bus.deleteRule("orders")).hasMessageContaining("has targets");
    bus.removeTarget("orders", "good");
    bus.deleteRule("orders");
    assertThat(bus.rules()).isEmpty();
  }
}
