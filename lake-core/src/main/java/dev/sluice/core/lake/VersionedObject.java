package dev.sluice.core.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject.Condition;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An object of state that several invocations share. Each writes only over what it has read: of two
 * at once the first one goes on, and the other one is told.
 *
 * <p>A put whose answer was lost is repeated by the store's client, and then finds its condition
 * not met, by its own doing. So each put bears a mark of its own in the object's metadata, by which
 * it is recognised: equal content would not do, as two invocations may write the same. Nothing else
 * depends on the mark.
 *
 * @param <T> the state
 */
public final class VersionedObject<T> {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String MARK = "put";

  /**
   * How a state is written.
   *
   * @param name what it is, with its article, for messages
   * @param remedy what to do if it can't be read: a sentence
   * @param reader throws {@link IllegalArgumentException} or {@link DateTimeException} for other
   *     JSON
   * @param writer gives JSON
   */
  public record Format<T>(String name, String remedy, Reader<T> reader, Writer<T> writer) {}

  /** Reads a state. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(JsonNode json) throws IOException;
  }

  /** Writes a state. */
  @FunctionalInterface
  public interface Writer<T> {
    byte[] write(T value) throws IOException;
  }

  /**
   * A state as it was read or written.
   *
   * @param value empty: there is none yet
   * @param version met as long as nobody else saves
   */
  public record Held<T>(Optional<T> value, Condition version) {
    /** Another value in the place of the one read, to be saved over it. */
    public Held<T> with(T other) {
      return new Held<>(Optional.of(other), version);
    }
  }

  private final ObjectStore store;
  private final String key;
  private final Format<T> format;

  public VersionedObject(ObjectStore store, String key, Format<T> format) {
    this.store = store;
    this.key = key;
    this.format = format;
  }

  /**
   * The state as it is.
   *
   * @throws IOException also if the object can't be read; the message names it and the remedy
   */
  public Held<T> load() throws IOException {
    try (StoredObject object = store.get(key).orElse(null)) {
      return object == null
          ? new Held<>(Optional.empty(), new Condition.Absent())
          : new Held<>(
              Optional.of(format.reader().read(MAPPER.readTree(object.content()))),
              new Condition.Matches(object.info().etag()));
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      throw new IOException(
          "%s is not %s: %s. %s".formatted(key, format.name(), e.getMessage(), format.remedy()), e);
    }
  }

  /** Writes over what is held. Empty: another one was faster. */
  public Optional<Held<T>> save(Held<T> held, T value) throws IOException {
    String mark = UUID.randomUUID().toString();
    Optional<String> etag =
        store.put(
            PutObject.of(key, format.writer().write(value), "application/json")
                .withMetadata(Map.of(MARK, mark))
                .when(held.version()));
    if (etag.isEmpty()) {
      etag =
          store.head(key).filter(is -> mark.equals(is.metadata().get(MARK))).map(ObjectInfo::etag);
    }
    return etag.map(saved -> new Held<>(Optional.of(value), new Condition.Matches(saved)));
  }

  /** Whether nobody has saved since. */
  public boolean isUnchanged(Held<T> held) throws IOException {
    Condition now =
        store
            .head(key)
            .<Condition>map(is -> new Condition.Matches(is.etag()))
            .orElseGet(Condition.Absent::new);
    return held.version().equals(now);
  }
}
