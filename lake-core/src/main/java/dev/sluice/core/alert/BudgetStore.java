package dev.sluice.core.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.alert.BudgetHour.Grant;
import dev.sluice.core.alert.BudgetHour.Use;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.VersionedObject;
import dev.sluice.core.lake.VersionedObject.Held;
import dev.sluice.core.pipeline.LakeLayout;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what was granted of a pipeline's budgets, shared by all shards: {@code
 * state/PIPELINE/alerts/budget-HH.json}, by conditional writes. Each hour of the day has an object,
 * which the next day's takes over; an hour that late records come to a day after goes on with the
 * newer one's budget.
 */
final class BudgetStore {
  private static final VersionedObject.Format<BudgetHour> FORMAT =
      new VersionedObject.Format<>(
          "a budget of alerts",
          "Delete it: the hour's budget begins again.",
          BudgetStore::parse,
          BudgetStore::bytes);

  private final ObjectStore store;
  private final LakeLayout layout;

  BudgetStore(ObjectStore store, String pipeline) {
    this.store = store;
    this.layout = new LakeLayout(pipeline);
  }

  /** An hour's budget; always with a value. */
  Held<BudgetHour> load(Instant hour) throws IOException {
    Held<BudgetHour> held = at(hour).load();
    return held.with(
        held.value()
            .filter(stored -> !stored.hour().isBefore(hour))
            .orElseGet(() -> BudgetHour.begin(hour)));
  }

  /** Writes an hour over the held one. Empty: another was written since. */
  Optional<Held<BudgetHour>> save(Held<BudgetHour> held, BudgetHour hour) throws IOException {
    return at(hour.hour()).save(held, hour);
  }

  private VersionedObject<BudgetHour> at(Instant hour) {
    return new VersionedObject<>(store, layout.budget(hour), FORMAT);
  }

  private static byte[] bytes(BudgetHour hour) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("hour", hour.hour().toString());
    ObjectNode granted = node.putObject("granted");
    ObjectNode sent = node.putObject("sent");
    hour.grants()
        .forEach(
            (fingerprint, grant) ->
                (grant.isSent() ? sent : granted).put(fingerprint, grant.use().name()));
    return (node + "\n").getBytes(UTF_8);
  }

  private static BudgetHour parse(JsonNode node) {
    Map<String, Grant> grants = new LinkedHashMap<>();
    for (String place : new String[] {"sent", "granted"}) {
      node.path(place)
          .properties()
          .forEach(
              each ->
                  grants.put(
                      each.getKey(),
                      new Grant(Use.valueOf(each.getValue().asText()), place.equals("sent"))));
    }
    return new BudgetHour(Instant.parse(node.path("hour").asText()), grants);
  }
}
