package dev.sluice.core.produce;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.VersionedObject;
import java.io.IOException;
import java.time.Instant;

/** A feed's checkpoint as JSON. */
final class CheckpointJson {
  private static final VersionedObject.Format<Checkpoint> FORMAT =
      new VersionedObject.Format<>(
          "a producer's checkpoint",
          "Repair it; without it the producer starts again with the present tick.",
          CheckpointJson::parse,
          CheckpointJson::bytes);

  private CheckpointJson() {}

  /** A feed's checkpoint in the lake. */
  static VersionedObject<Checkpoint> in(ObjectStore store, FeedKeys keys) {
    return new VersionedObject<>(store, keys.checkpoint(), FORMAT);
  }

  private static byte[] bytes(Checkpoint checkpoint) throws IOException {
    RecordBuffer buffer = new RecordBuffer();
    JsonGenerator json = buffer.json();
    json.writeStartObject();
    json.writeStringField("lastTick", checkpoint.lastTick().toString());
    json.writeNumberField("ticks", checkpoint.ticks());
    json.writeNumberField("produced", checkpoint.counts().produced());
    json.writeNumberField("failed", checkpoint.counts().failed());
    json.writeNumberField("rejected", checkpoint.counts().rejected());
    writeIfAny(json, "landed", checkpoint.counts().landed());
    writeIfAny(json, "missed", checkpoint.counts().missed());
    writeIfAny(json, "unanswered", checkpoint.counts().unanswered());
    if (!checkpoint.reasons().reasons().isEmpty()) {
      json.writeFieldName("missedReasons");
      checkpoint.reasons().writeTo(json);
    }
    if (!checkpoint.position().isEmpty()) {
      json.writeStringField("position", checkpoint.position());
    }
    json.writeEndObject();
    buffer.endLine();
    return buffer.take();
  }

  private static Checkpoint parse(JsonNode node) {
    return new Checkpoint(
        Instant.parse(node.path("lastTick").asText()),
        count(node, "ticks"),
        new Checkpoint.Counts(
            count(node, "produced"),
            count(node, "failed"),
            count(node, "rejected"),
            countIfAny(node, "landed"),
            countIfAny(node, "missed"),
            countIfAny(node, "unanswered")),
        MissedReasons.read(node.path("missedReasons")),
        node.path("position").asText());
  }

  private static void writeIfAny(JsonGenerator json, String name, long count) throws IOException {
    if (count > 0) {
      json.writeNumberField(name, count);
    }
  }

  private static long countIfAny(JsonNode node, String name) {
    return node.has(name) ? count(node, name) : 0;
  }

  private static long count(JsonNode node, String name) {
    JsonNode count = node.path(name);
    if (!count.isIntegralNumber() || count.longValue() < 0) {
      throw new IllegalArgumentException("'" + name + "' is " + count);
    }
    return count.longValue();
  }
}
