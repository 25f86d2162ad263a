package dev.sluice.localaws.kinesis.log;

import java.io.IOException;
import java.util.Optional;

/** Keeps how far a reader of a stream is, so that it goes on there in the next lake. */
public interface Checkpoints {
  /** What was saved last for a shard. */
  Optional<ReaderCheckpoint> load(String shard) throws IOException;

  /** Returns when the checkpoint survives the end of the process; the one before is replaced. */
  void save(String shard, ReaderCheckpoint checkpoint) throws IOException;
}
