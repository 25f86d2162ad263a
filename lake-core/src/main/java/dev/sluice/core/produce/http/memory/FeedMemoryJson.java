package dev.sluice.core.produce.http.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A feed's memory as JSON. */
public final class FeedMemoryJson {
  private FeedMemoryJson() {}

  public static void write(ObjectNode node, FeedMemory memory) {
    ObjectNode validators = node.putObject("validators");
    memory.validators().forEach((label, each) -> write(validators.putObject(label), each));
    node.put("seen", memory.seen().encoded());
    ObjectNode waits = node.putObject("waits");
    memory.waits().forEach((whose, until) -> waits.put(whose, until.toString()));
  }

  /** Nothing for a state that was written before there was a memory. */
  public static FeedMemory read(JsonNode node) {
    Map<String, Validator> validators = new LinkedHashMap<>();
    node.path("validators")
        .properties()
        .forEach(e -> validators.put(e.getKey(), validator(e.getValue())));
    Map<String, Instant> waits = new LinkedHashMap<>();
    node.path("waits")
        .properties()
        .forEach(e -> waits.put(e.getKey(), Instant.parse(e.getValue().asText())));
    return new FeedMemory(validators, SeenItems.decoded(node.path("seen").asText("")), waits);
  }

  public static void write(ObjectNode node, Traces traces) {
    traces.validator().ifPresent(found -> write(node.putObject("validator"), found));
    if (!traces.marks().isEmpty()) {
      node.put("seen", SeenItems.encoded(traces.marks()));
    }
  }

  public static Traces traces(JsonNode node) {
    Optional<Validator> validator =
        node.has("validator") ? Optional.of(validator(node.get("validator"))) : Optional.empty();
    return new Traces(validator, SeenItems.marks(node.path("seen").asText("")));
  }

  private static void write(ObjectNode node, Validator validator) {
    node.put("of", validator.of())
        .put("etag", validator.etag())
        .put("modified", validator.modified());
  }

  private static Validator validator(JsonNode node) {
    return new Validator(
        node.path("of").asLong(), node.path("etag").asText(), node.path("modified").asText());
  }
}
