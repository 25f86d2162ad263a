package dev.sluice.core.produce.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.PutObject.Condition;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Optional;

/** Keeps a feed's last round, by conditional writes: of two invocations at once, one goes on. */
final class RoundStore {
  /** A round as it was read or written, and the ETag that says so; empty before the first. */
  record Held(Optional<AskedRound> round, Optional<String> etag) {}

  private final ObjectMapper mapper;
  private final RoundJson json;
  private final ObjectStore store;
  private final String key;

  RoundStore(ObjectMapper mapper, ObjectStore store, String key) {
    this.mapper = mapper;
    this.json = new RoundJson(mapper);
    this.store = store;
    this.key = key;
  }

  Held load() throws IOException {
    Optional<StoredObject> found = store.get(key);
    if (found.isEmpty()) {
      return new Held(Optional.empty(), Optional.empty());
    }
    try (StoredObject object = found.get()) {
      AskedRound round = json.read(mapper.readTree(object.content()));
      return new Held(Optional.of(round), Optional.of(object.info().etag()));
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IOException(
          "%s is no round of a source: %s. Delete it; what it holds unsent is lost then"
              .formatted(key, e.getMessage()),
          e);
    }
  }

  /** Writes a round over the held one. Empty: another was written since. */
  Optional<Held> put(Held held, AskedRound round) throws IOException {
    Condition condition =
        held.etag().isPresent() ? new Condition.Matches(held.etag().get()) : new Condition.Absent();
    PutObject object = PutObject.of(key, json.write(round), "application/json").when(condition);
    return store.put(object).map(etag -> new Held(Optional.of(round), Optional.of(etag)));
  }
}
