package dev.sluice.core.produce;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.PutObject.Condition;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Keeps how far a feed is in its {@link FeedKeys#checkpoint}, by conditional writes. */
public final class CheckpointStore {
  /** A checkpoint as it was read or written, and the ETag that says so. */
  public record Held(Checkpoint checkpoint, String etag) {}

  private final ObjectMapper json = new ObjectMapper();
  private final ObjectStore store;
  private final String key;

  public CheckpointStore(ObjectStore store, FeedKeys keys) {
    this.store = store;
    this.key = keys.checkpoint();
  }

  /** The checkpoint, or empty before the first invocation. */
  public Optional<Held> load() throws IOException {
    Optional<StoredObject> found = store.get(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (StoredObject object = found.get()) {
      return Optional.of(new Held(parse(json.readTree(object.content())), object.info().etag()));
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      throw new IOException(
          "%s is no producer's checkpoint: %s. Repair it; without it the producer starts anew"
              .formatted(key, e.getMessage()),
          e);
    }
  }

  /** Writes the first checkpoint. Empty: there is one already. */
  public Optional<Held> create(Checkpoint checkpoint) throws IOException {
    return put(checkpoint, new Condition.Absent());
  }

  /** Writes a checkpoint over the held one. Empty: another was written since. */
  public Optional<Held> advance(Held held, Checkpoint checkpoint) throws IOException {
    return put(checkpoint, new Condition.Matches(held.etag()));
  }

  private Optional<Held> put(Checkpoint checkpoint, Condition condition) throws IOException {
    PutObject object = PutObject.of(key, bytes(checkpoint), "application/json").when(condition);
    return store.put(object).map(etag -> new Held(checkpoint, etag));
  }

  private static byte[] bytes(Checkpoint checkpoint) throws IOException {
    RecordBuffer buffer = new RecordBuffer();
    JsonGenerator json = buffer.json();
    json.writeStartObject();
    json.writeStringField("lastTick", checkpoint.lastTick().toString());
    json.writeNumberField("ticks", checkpoint.ticks());
    json.writeNumberField("produced", checkpoint.produced());
    json.writeNumberField("failed", checkpoint.failed());
    json.writeNumberField("rejected", checkpoint.rejected());
    writeIfAny(json, "landed", checkpoint.landed());
    writeIfAny(json, "missed", checkpoint.missed());
    writeIfAny(json, "unanswered", checkpoint.unanswered());
    if (!checkpoint.reasons().reasons().isEmpty()) {
      json.writeFieldName("missedReasons");
      checkpoint.reasons().writeTo(json);
    }
    json.writeEndObject();
    buffer.endLine();
    return buffer.take();
  }

  private static Checkpoint parse(JsonNode node) {
    return new Checkpoint(
        Instant.parse(node.path("lastTick").asText()),
        count(node, "ticks"),
        count(node, "produced"),
        count(node, "failed"),
        count(node, "rejected"),
        countIfAny(node, "landed"),
        countIfAny(node, "missed"),
        countIfAny(node, "unanswered"),
        MissedReasons.read(node.path("missedReasons")));
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
