package dev.sluice.local.report;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.PipelineStack;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Reads out of a lake whether what the source gave arrived, and why it did not. */
final class StreamTotals {
  private final LocalLake lake;
  private final PipelineStack stack;
  private final Pipeline pipeline;
  private final LakeCounts counts;
  private final FromElsewhere elsewhere;
  private final CauseReader causes;

  StreamTotals(
      LocalLake lake,
      PipelineStack stack,
      Pipeline pipeline,
      LakeCounts counts,
      FromElsewhere elsewhere) {
    this.elsewhere = elsewhere;
    this.lake = lake;
    this.stack = stack;
    this.pipeline = pipeline;
    this.counts = counts;
    this.causes = new CauseReader(lake.bucket(stack.bucket()), pipeline.name());
  }

  /** A balance and its reasons. */
  record StreamReading(StreamBalance balance, UndeliveredReport undelivered) {}

  StreamReading read() throws IOException {
    return pipeline.stream().isEmpty() ? files() : records();
  }

  private StreamReading files() throws IOException {
    return new StreamReading(
        new StreamBalance(counts.produced(), counts.stored(), 0, counts.rejected(), 0, 0, 0),
        new UndeliveredReport(
            counts.missed(), causes.missed(), List.of(), causes.rejected(), List.of()));
  }

  private StreamReading records() throws IOException {
    RecordIdentity identity = RecordIdentity.of(pipeline.record());
    try (StreamCensus census = counts.census(identity)) {
      return records(identity, census);
    }
  }

  private StreamReading records(RecordIdentity identity, StreamCensus census) throws IOException {
    Set<String> failed = counts.failedIds(identity);
    long missing = failed.stream().filter(id -> !census.contains(id)).count();
    long copies = census.copies();
    StreamBalance balance =
        new StreamBalance(
            counts.produced() + elsewhere.records(),
            counts.stored() - copies,
            copies,
            counts.rejected(),
            missing,
            counts.failed() - missing,
            redeliveries());
    return new StreamReading(
        balance,
        new UndeliveredReport(
            counts.missed(),
            causes.missed(),
            causes.failed(record -> identity.read(record).filter(census::contains).isPresent()),
            causes.rejected(),
            UnplayedRows.of(pipeline, lake.bucket(stack.bucket()))));
  }

  /** A function that failed may have done a part of its work, which is then done again. */
  private long redeliveries() throws IOException {
    boolean repeated = hasFailed("ProducerFunction") || hasFailed("BatchWriterFunction");
    return repeated ? StreamBalance.UNKNOWN : counts.unanswered() + elsewhere.unanswered();
  }

  /** A stack in which Firehose delivers has no batch writer. */
  private boolean hasFailed(String logicalId) {
    String function = stack.function(logicalId);
    return function != null && lake.functions().failures(function) > 0;
  }
}
