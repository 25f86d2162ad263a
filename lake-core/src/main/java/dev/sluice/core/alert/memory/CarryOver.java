package dev.sluice.core.alert.memory;

import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.LakeLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Carries memories from window to window of a shard, since Lambda drops the state at a window's
 * end. The final invocation stores them, the first of a later window reads them.
 *
 * <p>There are two objects, {@code state/PIPELINE/alerts/SHARD-0.json} and {@code -1.json}. A
 * window reads the later one that ends before it, and writes the other, so that its final
 * invocation finds what it began with, however often it is repeated.
 */
public final class CarryOver {
  private static final int GENERATIONS = 2;

  private final ObjectStore store;
  private final String pipeline;
  private final StateCodec codec;

  public CarryOver(ObjectStore store, String pipeline, StateCodec codec) {
    this.store = store;
    this.pipeline = pipeline;
    this.codec = codec;
  }

  /**
   * Has a window go on with memories and position of the windows before, if there are any.
   *
   * @throws UncheckedIOException if the store can't be reached
   */
  public void begin(WindowState window, RecordBatch batch) {
    WindowState latest = null;
    for (int generation = 0; generation < GENERATIONS; generation++) {
      Optional<WindowState> stored = read(key(batch, generation));
      if (stored.isPresent() && isBefore(stored.get(), batch) && isLater(stored.get(), latest)) {
        latest = stored.get();
        latest.memories().setGeneration(generation);
      }
    }
    if (latest == null) {
      window.memories().setGeneration(0);
    } else {
      window.goOnFrom(latest);
    }
  }

  /**
   * Stores the memories of a window that ends.
   *
   * @throws UncheckedIOException if the store can't be reached; the object may be written
   */
  public void end(WindowState state, RecordBatch batch) {
    int generation = (state.memories().generation() + 1) % GENERATIONS;
    WindowState carried = state.carried(batch.window().orElseThrow().end());
    byte[] json = codec.write(carried).getBytes(StandardCharsets.US_ASCII);
    try {
      store.put(PutObject.of(key(batch, generation), json, "application/json"));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The memories of " + batch.shardId() + " could not be stored", e);
    }
  }

  private Optional<WindowState> read(String key) {
    try (ObjectStore.StoredObject object = store.get(key).orElse(null)) {
      return object == null ? Optional.empty() : codec.read(object.content().readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("The memories of earlier windows could not be read", e);
    }
  }

  /** Whether what is stored ends where the batch has not begun. */
  private static boolean isBefore(WindowState stored, RecordBatch batch) {
    if (batch.size() > 0 && stored.position() != null) {
      return stored.position().isBefore(batch.sequenceNumber(0), batch.subSequence(0));
    }
    Instant start = batch.window().orElseThrow().start();
    return !stored.windowEnd().orElse(Instant.MAX).isAfter(start);
  }

  private static boolean isLater(WindowState stored, WindowState than) {
    if (than == null || than.position() == null || stored.position() == null) {
      return than == null || than.position() == null;
    }
    ShardPosition at = stored.position();
    return than.position().isBefore(at.sequenceNumber(), at.subSequence());
  }

  private String key(RecordBatch batch, int generation) {
    return new LakeLayout(pipeline).memory(batch.shardId(), generation);
  }
}
