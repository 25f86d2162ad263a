package dev.sluice.localaws.kinesis;

import dev.sluice.localaws.kinesis.log.CheckpointFiles;
import dev.sluice.localaws.kinesis.log.ReaderCheckpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Readers whose checkpoints are behind the end of their shard, as the file of its youngest records
 * was deleted or did not reach the disk: they would skip as many new records.
 */
final class ReadersAhead {
  private ReadersAhead() {}

  /** Takes them back to the end of the shard; says so in a sentence for each. */
  static List<String> takeBack(KinesisStream stream, List<CheckpointFiles> readers)
      throws IOException {
    List<String> sentences = new ArrayList<>();
    for (CheckpointFiles reader : readers) {
      for (Shard shard : stream.shards()) {
        long ahead = ahead(shard, reader);
        if (ahead > 0) {
          takeBack(shard, reader);
          sentences.add(
              "%s had processed %,d records of stream %s that are lost, the youngest of %s: it goes on with the next new one"
                  .formatted(reader.reader(), ahead, stream.name(), shard.id()));
        }
      }
    }
    return sentences;
  }

  private static void takeBack(Shard shard, CheckpointFiles reader) throws IOException {
    ReaderCheckpoint left = reader.load(shard.id()).orElseThrow();
    reader.save(shard.id(), left.takenBackTo(shard.numbers().of(shard.last())));
  }

  private static long ahead(Shard shard, CheckpointFiles reader) {
    try {
      return reader
          .load(shard.id())
          .flatMap(ReaderCheckpoint::furthest)
          .map(after -> shard.numbers().ordinal(after) - shard.last())
          .orElse(0L);
    } catch (IOException | IllegalArgumentException e) {
      return 0; // the reader itself refuses to start with it
    }
  }
}
