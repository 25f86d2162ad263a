package dev.sluice.iceberg;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.run.port.MetadataCatalog;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** Counts the calls of a store and a catalog, and lets one of them go wrong. */
final class Faults {
  /** What happens at a call. */
  enum Fault {
    NONE,
    /** The process ends before the call is made. */
    KILLED_BEFORE,
    /** The call is carried out, and the process ends. */
    KILLED_AFTER,
    /** The call fails. */
    REFUSED,
    /** The call is answered with a refusal. */
    DENIED,
    /** The call is carried out, but there is no answer. */
    UNANSWERED
  }

  /** The end of the process. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** A call of which one may fail. */
  @FunctionalInterface
  interface Call<T> {
    T make() throws IOException;
  }

  private final int at;
  private final Fault fault;
  private int calls;
  private boolean isDead;

  Faults(int at, Fault fault) {
    this.at = at;
    this.fault = fault;
  }

  /** Whether there was such a call. */
  synchronized boolean happened() {
    return calls >= at;
  }

  synchronized <T> T call(Call<T> call) throws IOException {
    if (isDead) {
      throw new Killed();
    }
    calls++;
    Fault now = calls == at ? fault : Fault.NONE;
    if (now == Fault.KILLED_BEFORE) {
      isDead = true;
      throw new Killed();
    }
    if (now == Fault.REFUSED) {
      throw new IOException("503");
    }
    if (now == Fault.DENIED) {
      throw new MetadataCatalog.RefusedException("400", null);
    }
    T answer = call.make();
    if (now == Fault.KILLED_AFTER) {
      isDead = true;
      throw new Killed();
    }
    if (now == Fault.UNANSWERED) {
      throw new IOException("no answer");
    }
    return answer;
  }

  ObjectStore store(ObjectStore store) {
    return new FaultyStore(store);
  }

  /**
   * The catalog.
   *
   * @param beforeSwap what somebody else does just before
   */
  MetadataCatalog catalog(MetadataCatalog catalog, Call<?> beforeSwap) {
    return new MetadataCatalog() {
      @Override
      public Optional<MetadataPointer> read(String table) throws IOException {
        return call(() -> catalog.read(table));
      }

      @Override
      public Optional<String> folder(String table) throws IOException {
        return call(() -> catalog.folder(table));
      }

      @Override
      public boolean swap(MetadataSwap swap) throws IOException {
        beforeSwap.make();
        return call(() -> catalog.swap(swap));
      }
    };
  }

  private final class FaultyStore implements ObjectStore {
    private final ObjectStore store;

    FaultyStore(ObjectStore store) {
      this.store = store;
    }

    @Override
    public Optional<StoredObject> get(String key) throws IOException {
      return call(() -> store.get(key));
    }

    @Override
    public Optional<ObjectInfo> head(String key) throws IOException {
      return call(() -> store.head(key));
    }

    @Override
    public Optional<String> put(PutObject object) throws IOException {
      return call(() -> store.put(object));
    }

    @Override
    public Optional<String> copy(String from, String etag, String to) throws IOException {
      return call(() -> store.copy(from, etag, to));
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) throws IOException {
      return call(() -> store.list(prefix));
    }

    @Override
    public void delete(String key) throws IOException {
      call(
          () -> {
            store.delete(key);
            return "";
          });
    }
  }
}
