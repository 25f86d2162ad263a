package dev.sluice.localaws.kinesis;

import dev.sluice.localaws.kinesis.log.ShardLog;
import java.util.ArrayList;
import java.util.List;

/** Says what an earlier lake left of a stream. */
final class TakenOver {
  private TakenOver() {}

  static List<String> of(KinesisStream stream) {
    ShardLog.Recovery found =
        stream.shards().stream()
            .map(Shard::recovery)
            .reduce(ShardLog.Recovery.NOTHING, ShardLog.Recovery::plus);
    List<String> sentences = new ArrayList<>();
    if (found.records() > 0) {
      sentences.add(
          "took over %,d records of stream %s from the last lake"
              .formatted(found.records(), stream.name()));
    }
    if (found.torn() > 0) {
      sentences.add(
          "cut off %,d bytes of stream %s: a write that was not finished, and not acknowledged, when the last lake ended"
              .formatted(found.torn(), stream.name()));
    }
    if (found.missing() > 0) {
      sentences.add(
          "%,d records of stream %s are lost: a file in its folder is damaged"
              .formatted(found.missing(), stream.name()));
    }
    if (found.repaired() > 0) {
      sentences.add(
          "took the damage out of %d file(s) of stream %s; as they were, they are kept beside them with .damaged at the end"
              .formatted(found.repaired(), stream.name()));
    }
    return sentences;
  }
}
