package dev.sluice.localaws.esm;

import dev.sluice.localaws.kinesis.log.Checkpoints;
import dev.sluice.localaws.kinesis.log.ReaderCheckpoint;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Checkpoints that outlive a mapping, as those in files outlive a lake; fails when told to. */
final class FakeCheckpoints implements Checkpoints {
  final Map<String, ReaderCheckpoint> saved = new ConcurrentHashMap<>();
  boolean refuses;

  @Override
  public Optional<ReaderCheckpoint> load(String shard) {
    return Optional.ofNullable(saved.get(shard));
  }

  @Override
  public void save(String shard, ReaderCheckpoint checkpoint) throws IOException {
    if (refuses) {
      throw new IOException("No space left on device");
    }
    saved.put(shard, checkpoint);
  }
}
