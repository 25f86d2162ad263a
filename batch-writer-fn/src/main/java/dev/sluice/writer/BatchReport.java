package dev.sluice.writer;

import dev.sluice.core.metrics.Metrics;
import dev.sluice.core.raw.RawBatchOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Tells what became of a batch: its counts as metrics, and a warning if records were not sound. */
public class BatchReport {
  private static final Logger LOG = Logger.getLogger(BatchReport.class);

  private final Metrics metrics;

  public BatchReport(Metrics metrics) {
    this.metrics = metrics;
  }

  /**
   * Reports a batch. Reasons name fields of the schema; of payloads, only the first event time that
   * is not a time gets into the log.
   */
  public void report(RawBatchOutcome outcome) {
    metrics.count(counts(outcome));
    if (!outcome.isClean()) {
      String example = outcome.fallbacks().example();
      String unread = outcome.fallbacks().unread();
      LOG.warnf(
          "Stored %d records; rejected %d %s; stored by arrival time %d (event time missing %d,"
              + " unparsable %d, out of range %d%s)%s",
          outcome.stored(),
          outcome.rejectedRecords(),
          new TreeMap<>(outcome.rejected()),
          outcome.fallbacks().records(),
          outcome.fallbacks().missing(),
          outcome.fallbacks().unparsable(),
          outcome.fallbacks().outOfRange(),
          example.isEmpty() ? "" : "; the first: " + example,
          unread.isEmpty() ? "" : ". Of those unparsable, the first: " + unread);
    }
  }

  private static Map<String, Long> counts(RawBatchOutcome outcome) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("Stored", (long) outcome.stored());
    counts.put("Rejected", (long) outcome.rejectedRecords());
    // A metric costs by the month: only streams that have such records pay for it.
    if (outcome.passedOver() > 0) {
      counts.put("PassedOver", (long) outcome.passedOver());
    }
    counts.put("MissingTime", (long) outcome.fallbacks().missing());
    counts.put("UnparsableTime", (long) outcome.fallbacks().unparsable());
    counts.put("OutOfRangeTime", (long) outcome.fallbacks().outOfRange());
    counts.put("Objects", (long) outcome.objects());
    counts.put("StoredBytes", outcome.bytes());
    return counts;
  }
}
