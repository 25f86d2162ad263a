package dev.sluice.core.raw;

import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.lake.PartitionPath;
import dev.sluice.core.lake.RawKeys;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.record.RecordScan;
import dev.sluice.core.record.RecordScanner;
import java.util.Map;
import java.util.TreeMap;

/** A batch whose records are told apart: valid ones by partition, rejected ones by arrival day. */
final class SortedBatch {
  final PartitionGroups valid;
  final PartitionGroups rejected;
  final String[] reasons;
  final PartitionTime time;

  SortedBatch(RecordBatch batch, RecordScanner scanner, Pipeline pipeline) {
    this.valid = new PartitionGroups(batch.size());
    this.rejected = new PartitionGroups(batch.size());
    this.reasons = new String[batch.size()];
    this.time = new PartitionTime(pipeline);
    PartitionPath partition = new PartitionPath(pipeline.raw());
    for (int record = 0; record < batch.size(); record++) {
      long arrival = batch.arrivalMillis(record);
      RecordScan scan = scan(batch, record, scanner);
      if (reasons[record] == null) {
        long millis = time.of(record, scan, arrival);
        valid.put(record, RawGroup.key(partition.ordinal(millis), time.kind()));
      } else {
        rejected.put(record, RawKeys.rejectedDays().ordinal(arrival));
      }
    }
    valid.sort();
    rejected.sort();
  }

  private RecordScan scan(RecordBatch batch, int record, RecordScanner scanner) {
    if (batch.undecodable(record).isPresent()) {
      reasons[record] = batch.undecodable(record).get();
      return null;
    }
    RecordScan scan = scanner.scan(batch.data(), batch.offset(record), batch.length(record));
    reasons[record] = scan.rejection();
    return scan;
  }

  /** Number of rejected records by reason. */
  Map<String, Integer> rejections() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int group = 0; group < rejected.size(); group++) {
      for (int index = rejected.start(group); index < rejected.end(group); index++) {
        counts.merge(reasons[rejected.record(index)], 1, Integer::sum);
      }
    }
    return counts;
  }
}
