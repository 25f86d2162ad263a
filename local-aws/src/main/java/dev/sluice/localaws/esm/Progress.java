package dev.sluice.localaws.esm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.localaws.kinesis.log.Checkpoints;
import dev.sluice.localaws.kinesis.log.ReaderCheckpoint;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** How far a shard is, and its open window: what the next lake has to know. */
final class Progress {
  private final Checkpoints checkpoints;
  private final String shard;
  private ReaderCheckpoint saved;
  private Optional<String> done;

  private Progress(Checkpoints checkpoints, String shard, ReaderCheckpoint saved) {
    this.checkpoints = checkpoints;
    this.shard = shard;
    this.saved = saved;
    this.done = saved.after();
  }

  /**
   * Goes on after the checkpoint. A start without one is saved at once, as what arrives from now on
   * is not to be missed by the next lake either.
   */
  static Progress load(Checkpoints checkpoints, String shard, Optional<String> start)
      throws IOException {
    Optional<ReaderCheckpoint> saved = checkpoints.load(shard);
    if (saved.isEmpty()) {
      checkpoints.save(shard, ReaderCheckpoint.after(start));
    }
    return new Progress(checkpoints, shard, saved.orElseGet(() -> ReaderCheckpoint.after(start)));
  }

  String shard() {
    return shard;
  }

  Optional<String> done() {
    return done;
  }

  /** The window that was open at the checkpoint. */
  Optional<Window> window() {
    JsonNode state = saved.state();
    return state.isObject()
        ? Optional.of(
            new Window(
                Instant.parse(state.path("start").asText()),
                Instant.parse(state.path("end").asText()),
                state.path("state").asText()))
        : Optional.empty();
  }

  /** This record and all before it have been processed or given up. */
  void done(StoredRecord record) {
    done = Optional.of(record.sequenceNumber());
  }

  /** Saves what has changed. */
  void save(Optional<Window> window) {
    ReaderCheckpoint now = new ReaderCheckpoint(done, window.map(Progress::json).orElse(missing()));
    if (now.equals(saved)) {
      return;
    }
    try {
      checkpoints.save(shard, now);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not save how far shard " + shard + " is", e);
    }
    saved = now;
  }

  private static JsonNode missing() {
    return MissingNode.getInstance();
  }

  private static JsonNode json(Window window) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("start", window.start().toString())
        .put("end", window.end().toString())
        .put("state", window.state());
  }
}
