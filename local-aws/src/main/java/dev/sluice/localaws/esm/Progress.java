package dev.sluice.localaws.esm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.localaws.kinesis.log.ReaderCheckpoint;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.time.Instant;
import java.util.Optional;

/** How far a lane of a shard is, and the shard's open window, which only a single lane has. */
final class Progress {
  private final ShardProgress shard;
  private final Lane lane;
  private Optional<String> done;

  /**
   * What a checkpoint may say, which any lane of the shard saves: a batch that was given up is done
   * before its discard has arrived.
   */
  private volatile Optional<String> settled;

  private boolean changed;

  Progress(ShardProgress shard, Lane lane, String done) {
    this.shard = shard;
    this.lane = lane;
    this.done = Optional.of(done).filter(each -> !each.isEmpty());
    this.settled = this.done;
  }

  String shard() {
    return shard.shard();
  }

  Lane lane() {
    return lane;
  }

  /** All up to here has been processed, or given up and arrived where discards go. */
  Optional<String> settled() {
    return settled;
  }

  /** The window that was open at the checkpoint. */
  Optional<Window> window() {
    JsonNode state = shard.saved().state();
    return state.isObject() && lane.count() == 1
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
    changed = true;
  }

  /** Nothing of this lane is left up to that record. */
  void passed(Optional<String> sequenceNumber) {
    done = sequenceNumber;
  }

  /** Saves what has changed; to be called when no discard waits. */
  void save(Optional<Window> window) {
    settled = done;
    ReaderCheckpoint alone =
        new ReaderCheckpoint(done, window.map(Progress::json).orElse(MissingNode.getInstance()));
    shard.save(alone, lane.count() > 1 && !changed);
    changed = false;
  }

  private static JsonNode json(Window window) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("start", window.start().toString())
        .put("end", window.end().toString())
        .put("state", window.state());
  }
}
