package dev.sluice.consumer;

import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.event.RecordBatchBuilder;
import dev.sluice.core.mask.RecordMasks;
import dev.sluice.core.pipeline.Packing;
import java.util.Optional;

/** How records of the stream are read: what is around them, and which fields are masked. */
record StreamReading(Packing packing, Optional<RecordMasks> masks) {
  KinesisEventReader events() {
    return new KinesisEventReader(packing, masks);
  }

  RecordBatchBuilder batch(String shardId) {
    return new RecordBatchBuilder(shardId, packing, masks);
  }
}
