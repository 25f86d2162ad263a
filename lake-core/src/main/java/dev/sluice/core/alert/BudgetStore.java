package dev.sluice.core.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.alert.BudgetHour.Grant;
import dev.sluice.core.alert.BudgetHour.Use;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.PutObject.Condition;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
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
  private final ObjectMapper json = new ObjectMapper();
  private final ObjectStore store;
  private final String prefix;

  BudgetStore(ObjectStore store, String pipeline) {
    this.store = store;
    this.prefix = "state/" + pipeline + "/alerts/budget-";
  }

  /**
   * An hour as it was read or written.
   *
   * @param version met as long as nobody else saves
   */
  record Held(BudgetHour hour, Condition version) {}

  Held load(Instant hour) throws IOException {
    try (StoredObject object = store.get(key(hour)).orElse(null)) {
      if (object == null) {
        return new Held(BudgetHour.begin(hour), new Condition.Absent());
      }
      BudgetHour stored = parse(json.readTree(object.content().readAllBytes()));
      BudgetHour current = stored.hour().isBefore(hour) ? BudgetHour.begin(hour) : stored;
      return new Held(current, new Condition.Matches(object.info().etag()));
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      throw new IOException(
          "%s can't be read as a budget of alerts (%s). Delete it: the hour's budget begins again"
              .formatted(key(hour), e.getMessage()),
          e);
    }
  }

  /** Writes an hour over the held one. Empty: another was written since. */
  Optional<Held> save(Held held, BudgetHour hour) throws IOException {
    PutObject object =
        PutObject.of(key(hour.hour()), bytes(hour), "application/json").when(held.version());
    return store.put(object).map(etag -> new Held(hour, new Condition.Matches(etag)));
  }

  private String key(Instant hour) {
    return "%s%02d.json".formatted(prefix, hour.atOffset(ZoneOffset.UTC).getHour());
  }

  private byte[] bytes(BudgetHour hour) {
    ObjectNode node = json.createObjectNode().put("hour", hour.hour().toString());
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
