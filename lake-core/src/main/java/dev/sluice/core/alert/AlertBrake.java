package dev.sluice.core.alert;

import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.AlertBudget;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;

/**
 * Keeps a storm of alerts from people. The hour is that of the window, or of the first record's
 * arrival where there is none: repeated and late batches are counted in the hour that they belong
 * to.
 *
 * @param pipeline whose alerts
 * @param budget of an hour
 * @param publisher of what the budget allows
 * @param store keeps the budget's state, and all alerts
 * @param goOn whether there is still time to publish
 */
record AlertBrake(
    String pipeline,
    AlertBudget budget,
    AlertPublisher publisher,
    ObjectStore store,
    BooleanSupplier goOn) {
  AlertOutlet outlet(RecordBatch batch) {
    Instant time =
        batch
            .window()
            .map(RecordBatch.Window::start)
            .orElseGet(() -> Instant.ofEpochMilli(batch.arrivalMillis(0)));
    return new BudgetedOutlet(this, time.truncatedTo(ChronoUnit.HOURS), batch.shardId());
  }
}
