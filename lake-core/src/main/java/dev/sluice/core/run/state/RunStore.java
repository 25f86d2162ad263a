package dev.sluice.core.run.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.lake.PutObject.Condition;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Keeps a pipeline's run document; a save succeeds only on what was loaded. */
public final class RunStore {
  private final ObjectStore store;
  private final String key;

  public RunStore(ObjectStore store, String pipeline) {
    this.store = store;
    key = "state/" + pipeline + "/run.json";
  }

  /**
   * The document and the condition under which it may be replaced.
   *
   * @param version met as long as nobody else saves
   */
  public record Loaded(RunDocument document, Condition version) {}

  /** The document as it is; an empty one before the first run. */
  public Loaded load() throws IOException {
    try (StoredObject object = store.get(key).orElse(null)) {
      if (object == null) {
        return new Loaded(RunDocument.EMPTY, new Condition.Absent());
      }
      RunDocument document = RunJson.read(new String(object.content().readAllBytes(), UTF_8));
      return new Loaded(document, new Condition.Matches(object.info().etag()));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s is no run document (%s). Delete it: the next run starts afresh."
              .formatted(key, e.getMessage()),
          e);
    }
  }

  /** Whether the document is still the one that was loaded. */
  public boolean isUnchanged(Condition version) throws IOException {
    Optional<String> etag = store.head(key).map(ObjectInfo::etag);
    return version.equals(
        etag.<Condition>map(Condition.Matches::new).orElseGet(Condition.Absent::new));
  }

  /** Replaces the document; empty: somebody else did. */
  public Optional<Loaded> save(RunDocument document, Condition version) throws IOException {
    byte[] json = RunJson.write(document).getBytes(UTF_8);
    Optional<String> etag = store.put(PutObject.of(key, json, "application/json").when(version));
    if (etag.isEmpty()) {
      etag = etagIfItHolds(json);
    }
    return etag.map(saved -> new Loaded(document, new Condition.Matches(saved)));
  }

  /**
   * A put that the store's client repeats because the first answer was lost finds its condition not
   * met any more, by its own doing: the object then holds just what was to be saved. If that was a
   * lease, taking it for another's would leave the run to nobody until the lease ends.
   */
  private Optional<String> etagIfItHolds(byte[] json) throws IOException {
    try (StoredObject object = store.get(key).orElse(null)) {
      return object != null && Arrays.equals(object.content().readAllBytes(), json)
          ? Optional.of(object.info().etag())
          : Optional.empty();
    }
  }
}
