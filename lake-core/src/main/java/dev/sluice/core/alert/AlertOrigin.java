package dev.sluice.core.alert;

import dev.sluice.core.alert.memory.TallyKey;
import dev.sluice.core.alert.text.Fingerprint;
import dev.sluice.core.event.RecordBatch;
import java.util.Optional;

/**
 * Where alerts come from; part of their fingerprints.
 *
 * @param pipeline whose records
 * @param shard the shard; after resharding a window goes on in another, with alerts of its own
 * @param window the tumbling window, if there is one
 */
record AlertOrigin(String pipeline, String shard, Optional<RecordBatch.Window> window) {
  static AlertOrigin of(String pipeline, RecordBatch batch) {
    return new AlertOrigin(pipeline, batch.shardId(), batch.window());
  }

  /**
   * An alert's fingerprint. Within a window a rule and device have one first alert and one summary;
   * without one, each batch may bring another, told apart by its first violation's place.
   */
  String fingerprint(Alert.Kind kind, TallyKey key, String firstPlace) {
    String scope = window.map(each -> each.start().toString()).orElse(firstPlace);
    return Fingerprint.of(pipeline, shard, key.encoded(), scope, kind.name());
  }
}
