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

/**
 * Keeps how far the requests of a feed's last tick are, by conditional writes: of two invocations
 * at once, one goes on.
 */
final class TickProgressStore {
  /** Progress as it was read or written, and the ETag that says so; empty before the first. */
  record Held(Optional<TickProgress> progress, Optional<String> etag) {}

  private final ObjectMapper mapper;
  private final TickProgressJson json;
  private final ObjectStore store;
  private final String key;

  TickProgressStore(ObjectMapper mapper, ObjectStore store, String key) {
    this.mapper = mapper;
    this.json = new TickProgressJson(mapper);
    this.store = store;
    this.key = key;
  }

  Held load() throws IOException {
    Optional<StoredObject> found = store.get(key);
    if (found.isEmpty()) {
      return new Held(Optional.empty(), Optional.empty());
    }
    try (StoredObject object = found.get()) {
      TickProgress progress = json.read(mapper.readTree(object.content()));
      return new Held(Optional.of(progress), Optional.of(object.info().etag()));
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IOException(
          "%s is not the progress of a tick's requests: %s. Delete it; what it holds unsent is lost then"
              .formatted(key, e.getMessage()),
          e);
    }
  }

  /** Writes progress over the held one. Empty: another was written since. */
  Optional<Held> put(Held held, TickProgress progress) throws IOException {
    Condition condition =
        held.etag().isPresent() ? new Condition.Matches(held.etag().get()) : new Condition.Absent();
    PutObject object = PutObject.of(key, json.write(progress), "application/json").when(condition);
    return store.put(object).map(etag -> new Held(Optional.of(progress), Optional.of(etag)));
  }
}
