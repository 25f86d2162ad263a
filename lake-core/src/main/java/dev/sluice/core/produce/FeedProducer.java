package dev.sluice.core.produce;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.VersionedObject;
import dev.sluice.core.lake.VersionedObject.Held;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryResult;
import dev.sluice.core.produce.deliver.Undelivered;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One feed in a scheduled invocation: brings every tick after the checkpoint and up to the
 * scheduled time into the stream. So a missed invocation is caught up by the next, and a repeated
 * one does nothing.
 *
 * <p>Ticks are done in chunks, and after each the checkpoint advances by a conditional write. An
 * invocation that dies in between leaves a chunk to be sent again: the same records with the same
 * ids, counted once. One that loses the race against another ends quietly, its chunk uncounted.
 */
public final class FeedProducer {
  private final TickSource source;
  private final Ticks grid;
  private final Delivery delivery;
  private final VersionedObject<Checkpoint> checkpoints;
  private final SideObjects objects;

  /**
   * A feed's producer.
   *
   * @param keys under which its objects are stored
   */
  public FeedProducer(
      FeedKeys keys, TickSource source, Ticks grid, Delivery delivery, ObjectStore store) {
    this.source = source;
    this.grid = grid;
    this.delivery = delivery;
    this.checkpoints = CheckpointJson.in(store, keys);
    this.objects = new SideObjects(store, keys);
  }

  /**
   * Does what is due at that time.
   *
   * @param time the scheduled time
   * @param remaining the time left for sending; when it is up, what is not sent is stored, and the
   *     ticks not begun are left to the next invocation. At least one chunk is begun.
   * @throws IOException if the object store fails: nothing is lost then, the next invocation does
   *     it again
   */
  public ProducerReport run(Instant time, Supplier<Duration> remaining) throws IOException {
    Optional<Held<Checkpoint>> held = Optional.of(checkpoints.load());
    if (held.get().value().isEmpty()) {
      // Written before anything is sent: should this invocation die, the next begins here, too.
      Checkpoint start = Checkpoint.before(grid.beforeFirst(time));
      held = checkpoints.save(held.get(), start);
      if (held.isEmpty()) {
        return ProducerReport.between(start, start);
      }
    }
    Checkpoint before = held.get().value().orElseThrow();
    Checkpoint done = before;
    boolean first = true;
    while (held.isPresent() && isDue(done, time) && (first || isTimeLeft(remaining))) {
      held = runChunk(held.get(), time, remaining, first);
      done = held.flatMap(Held::value).orElse(done);
      first = false;
    }
    return ProducerReport.between(before, done);
  }

  private boolean isDue(Checkpoint done, Instant time) {
    return grid.between(done.lastTick(), time) > 0;
  }

  private static boolean isTimeLeft(Supplier<Duration> remaining) {
    return remaining.get().compareTo(Duration.ZERO) > 0;
  }

  private Optional<Held<Checkpoint>> runChunk(
      Held<Checkpoint> held, Instant time, Supplier<Duration> remaining, boolean first)
      throws IOException {
    Checkpoint before = held.value().orElseThrow();
    InvocationDeadline deadline = new InvocationDeadline(time, remaining);
    Optional<Chunk> read =
        Chunk.read(source, grid, before, deadline, delivery.limits().batchRecords());
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Chunk chunk = read.get();
    storeBeside(chunk);
    DeliveryResult result = delivery.deliver(chunk.entries(), remaining);
    List<Undelivered> failed = result.undelivered();
    if (!failed.isEmpty()) {
      objects.storeFailed(chunk.first(), failed);
    } else if (first) {
      objects.clearFailed(chunk.first());
    }
    return checkpoints.save(held, chunk.advance(before, result));
  }

  private void storeBeside(Chunk chunk) throws IOException {
    for (TickOutput.Landed landed : chunk.landed()) {
      objects.land(landed);
    }
    for (Chunk.TickNotes note : chunk.notes()) {
      if (!note.labels().isEmpty()) {
        objects.storeLabels(note.time(), note.labels());
      }
      if (!note.rejected().isEmpty()) {
        objects.storeRejected(note.time(), note.rejected());
      }
    }
  }
}
