package dev.sluice.core.alert;

import dev.sluice.core.event.RecordBatch;

/**
 * Turns batches of records into alerts: the first violation of a rule and device in a window is
 * published at once, the rest of the window is counted and published as one summary at its end.
 * Without a tumbling window, each batch is a window of its own.
 *
 * <p><b>Failures.</b> AWS documents neither whether Lambda keeps the returned state of a partly
 * failed batch nor whether the retry of a final invocation is given it. So nothing here depends on
 * it:
 *
 * <ul>
 *   <li>If an alert can't be published, the batch's <em>first</em> record is reported, so that
 *       Lambda sends the whole batch again, and the returned state tells the position up to which
 *       records are done. If Lambda keeps that state, the done ones are passed over; if it sends
 *       the old state, they are processed again and yield the same alerts with the same
 *       fingerprints. Reporting the failed record itself would lose the tallies before it in the
 *       second case.
 *   <li>A final invocation (it may be without records, so that there is nothing to report) fails as
 *       a whole with {@link AlertUndeliveredException}; Lambda repeats it with the state that came
 *       with it. Summaries published before the failure are published again, equal byte by byte.
 *   <li>When retries are used up, Lambda moves the batch to its on-failure destination.
 * </ul>
 *
 * <p>A record that is no JSON object is skipped and counted. A state that can't be read (of another
 * version of the function) is given up, which the counts tell. Instances are immutable.
 */
public final class StreamAlerts {
  /** Lambda ends a window early when its state exceeds 1 MB; this leaves room for the rest. */
  public static final int STATE_BYTES = 900_000;

  private final BoundRules rules;
  private final AlertPublisher publisher;
  private final StateCodec codec;

  /**
   * With {@link #STATE_BYTES} of state.
   *
   * @param rules bound
   * @param publisher of the alerts of live rules
   */
  public StreamAlerts(BoundRules rules, AlertPublisher publisher) {
    this(rules, publisher, STATE_BYTES);
  }

  StreamAlerts(BoundRules rules, AlertPublisher publisher, int stateBytes) {
    this.rules = rules;
    this.publisher = publisher;
    this.codec = new StateCodec(stateBytes);
  }

  /**
   * Processes one event.
   *
   * @throws AlertUndeliveredException if an alert of a window's final invocation can't be published
   */
  public AlertReply process(RecordBatch batch) {
    return new BatchPass(rules, publisher, codec, batch).run();
  }
}
