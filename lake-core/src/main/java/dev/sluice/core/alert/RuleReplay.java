package dev.sluice.core.alert;

import dev.sluice.core.alert.memory.WindowState;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.alert.rule.ViolationFinder;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.event.RecordBatchBuilder;
import dev.sluice.core.pipeline.Pipeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * Holds all rules of a pipeline, staging ones like live ones, against records of the past and gives
 * the alerts that they would have made, had all records come through one shard at their event time.
 * A window's records are in memory at a time. Used once.
 */
public final class RuleReplay {
  private static final String SHARD = "replay";
  private static final int STATE_BYTES = 8 << 20;

  private final String pipeline;
  private final BoundRules rules;
  private final long windowMillis;
  private final AlertPublisher publisher;
  private WindowState state;
  private RecordBatchBuilder batch;
  private long end = Long.MIN_VALUE;
  private long records;

  /**
   * With a pipeline's rules.
   *
   * @param window in which a rule's further violations by a device are merged into one summary
   * @param publisher takes the alerts, in their order
   */
  public RuleReplay(Pipeline pipeline, Duration window, AlertPublisher publisher) {
    this.pipeline = pipeline.name();
    rules = BoundRules.bindAllLive(pipeline);
    state = new WindowState(STATE_BYTES, rules.newMemories(STATE_BYTES));
    windowMillis = window.toMillis();
    this.publisher = publisher;
  }

  /**
   * Takes the next record in order of event time; one that is before its window counts to it.
   *
   * @param key the partition key
   * @param timeMillis the event time, epoch milliseconds
   * @param payload a JSON object
   */
  public void take(String key, long timeMillis, byte[] payload) {
    if (batch == null || timeMillis >= end) {
      endWindow();
      long start = Math.floorDiv(timeMillis, windowMillis) * windowMillis;
      end = start + windowMillis;
      batch =
          new RecordBatchBuilder(SHARD)
              .window(
                  new RecordBatch.Window(Instant.ofEpochMilli(start), Instant.ofEpochMilli(end)));
    }
    batch.add(Long.toString(++records), key, timeMillis, payload);
  }

  /** How many records came. */
  public long records() {
    return records;
  }

  /** Tells what the last window has left to tell. */
  public void end() {
    endWindow();
    batch = null;
  }

  private void endWindow() {
    if (batch == null) {
      return;
    }
    RecordBatch all = batch.build();
    ViolationFinder finder = new ViolationFinder(rules, all, state, new TreeMap<>());
    AlertComposer composer = new AlertComposer(AlertOrigin.of(pipeline, all), rules.rules());
    NoiseControl noise = new NoiseControl(composer, publisher, state);
    for (int record = 0; record < all.size(); record++) {
      String place = all.sequenceNumber(record);
      finder.passTime(record, silence -> noise.tell(List.of(silence), place));
      if (finder.find(record)) {
        noise.tell(finder.found(), place);
      }
    }
    noise.publishSummaries();
    noise.publishEnds(finder.watching());
    state = new WindowState(STATE_BYTES, state.memories());
  }
}
