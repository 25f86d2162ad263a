package dev.sluice.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.PutObject.Condition;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Keeps how far digests are in {@code state/PIPELINE/digest.json}, by conditional writes. */
final class DigestStore {
  private final ObjectMapper json = new ObjectMapper();
  private final ObjectStore store;
  private final String key;

  DigestStore(ObjectStore store, String pipeline) {
    this.store = store;
    this.key = "state/" + pipeline + "/digest.json";
  }

  /**
   * A state as it was read or written.
   *
   * @param version met as long as nobody else saves
   */
  record Held(DigestState state, Condition version) {}

  Held load() throws IOException {
    try (StoredObject object = store.get(key).orElse(null)) {
      if (object == null) {
        return new Held(DigestState.EMPTY, new Condition.Absent());
      }
      DigestState state = parse(json.readTree(object.content().readAllBytes()));
      return new Held(state, new Condition.Matches(object.info().etag()));
    } catch (com.fasterxml.jackson.core.JsonProcessingException | DateTimeException e) {
      throw new IOException(
          "%s is no state of digests (%s). Delete it: the next digest goes back 24 hours."
              .formatted(key, e.getMessage()),
          e);
    }
  }

  /** Writes a state over the held one. Empty: another was written since. */
  Optional<Held> save(Held held, DigestState state) throws IOException {
    byte[] bytes = bytes(state);
    PutObject object = PutObject.of(key, bytes, "application/json").when(held.version());
    Optional<String> etag = store.put(object);
    if (etag.isEmpty()) {
      etag = etagIfItHolds(bytes);
    }
    return etag.map(saved -> new Held(state, new Condition.Matches(saved)));
  }

  /**
   * A put that the store's client repeats because the first answer was lost finds its condition not
   * met any more, by its own doing. A claim names its invocation, so equal bytes are its own.
   */
  private Optional<String> etagIfItHolds(byte[] bytes) throws IOException {
    try (StoredObject object = store.get(key).orElse(null)) {
      return object != null && Arrays.equals(object.content().readAllBytes(), bytes)
          ? Optional.of(object.info().etag())
          : Optional.empty();
    }
  }

  private byte[] bytes(DigestState state) {
    ObjectNode node = json.createObjectNode();
    state.sentUpTo().ifPresent(sent -> node.put("sentUpTo", sent.toString()));
    state
        .claim()
        .ifPresent(
            claim ->
                node.putObject("claim").put("upTo", claim.upTo().toString()).put("by", claim.by()));
    return (node + "\n").getBytes(UTF_8);
  }

  private static DigestState parse(JsonNode node) {
    JsonNode claim = node.path("claim");
    return new DigestState(
        instant(node.path("sentUpTo")),
        instant(claim.path("upTo"))
            .map(upTo -> new DigestState.Claim(upTo, claim.path("by").asText())));
  }

  private static Optional<Instant> instant(JsonNode text) {
    return text.isMissingNode() ? Optional.empty() : Optional.of(Instant.parse(text.asText()));
  }
}
