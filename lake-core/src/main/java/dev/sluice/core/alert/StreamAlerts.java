package dev.sluice.core.alert;

import dev.sluice.core.alert.memory.CarryOver;
import dev.sluice.core.alert.memory.StateCodec;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.AlertBudget;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

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
 * <p><b>Memories.</b> Rules that look at more than one record remember something of each group.
 * That lives in the window's state too; {@link CarryOver} takes it from window to window. So such
 * rules need a window, and with it one batch of a shard at a time: Lambda has no windows where it
 * gives a function several.
 *
 * <p>A record that is not a JSON object is skipped and counted. A state that can't be read (of
 * another version of the function) is given up, which the counts tell. Instances are immutable.
 */
public final class StreamAlerts {
  /** Lambda ends a window early when its state exceeds 1 MB; this leaves room for the rest. */
  public static final int STATE_BYTES = 900_000;

  private final BoundRules rules;
  private final AlertPublisher publisher;
  private final StateCodec codec;
  private final Optional<CarryOver> carryOver;
  private final Function<BooleanSupplier, Optional<AlertBrake>> brakes;

  /**
   * With {@link #STATE_BYTES} of state, for rules without memories.
   *
   * @param rules bound
   * @param publisher of the alerts of live rules
   * @throws IllegalArgumentException if a rule needs a memory
   */
  public StreamAlerts(BoundRules rules, AlertPublisher publisher) {
    this(rules, publisher, Optional.empty(), STATE_BYTES);
  }

  /**
   * With {@link #STATE_BYTES} of state, and a brake on messages.
   *
   * @param store keeps what rules remember, all alerts, and what was sent of the budget
   * @param budget of an hour
   */
  public StreamAlerts(
      BoundRules rules, AlertPublisher publisher, ObjectStore store, AlertBudget budget) {
    this(
        rules,
        publisher,
        Optional.of(store),
        STATE_BYTES,
        goOn -> Optional.of(new AlertBrake(rules.pipeline(), budget, publisher, store, goOn)));
  }

  StreamAlerts(
      BoundRules rules, AlertPublisher publisher, Optional<ObjectStore> store, int stateBytes) {
    this(rules, publisher, store, stateBytes, goOn -> Optional.empty());
  }

  private StreamAlerts(
      BoundRules rules,
      AlertPublisher publisher,
      Optional<ObjectStore> store,
      int stateBytes,
      Function<BooleanSupplier, Optional<AlertBrake>> brakes) {
    this.brakes = brakes;
    if (rules.remember() && store.isEmpty()) {
      throw new IllegalArgumentException(
          "Rules of " + rules.pipeline() + " need a store for what they remember");
    }
    this.rules = rules;
    this.publisher = publisher;
    int memoryBytes = rules.remember() ? stateBytes / 9 * 5 : 0;
    this.codec = new StateCodec(stateBytes - memoryBytes, () -> rules.newMemories(memoryBytes));
    this.carryOver =
        store
            .filter(given -> rules.remember())
            .map(given -> new CarryOver(given, rules.pipeline(), codec));
  }

  /**
   * Processes one event, however long it takes.
   *
   * @throws AlertUndeliveredException if an alert of a window's final invocation can't be published
   * @throws java.io.UncheckedIOException if memories can't be read or stored; the batch is to be
   *     sent again
   * @throws IllegalStateException if rules remember, and the event has no window
   */
  public AlertReply process(RecordBatch batch) {
    return process(batch, () -> true);
  }

  /**
   * Processes one event.
   *
   * @param goOn whether there is still time to publish; the brake asks before each message
   * @see #process(RecordBatch)
   */
  public AlertReply process(RecordBatch batch, BooleanSupplier goOn) {
    if (rules.remember() && batch.window().isEmpty()) {
      throw new IllegalStateException(
          "%s of %s remember earlier records in the state of a tumbling window, and the event has none. Give the event source mapping TumblingWindowInSeconds, and with it a ParallelizationFactor of 1."
              .formatted(String.join(", ", rules.remembering()), rules.pipeline()));
    }
    AlertOutlet outlet =
        brakes
            .apply(goOn)
            .map(brake -> brake.outlet(batch))
            .orElseGet(() -> new OpenOutlet(publisher));
    return new BatchPass(rules, outlet, codec, carryOver, batch).run();
  }
}
