package dev.sluice.core.alert;

import dev.sluice.core.alert.memory.CarryOver;
import dev.sluice.core.alert.memory.Memories;
import dev.sluice.core.alert.memory.ShardPosition;
import dev.sluice.core.alert.memory.StateCodec;
import dev.sluice.core.alert.memory.WindowState;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.alert.rule.RuleWatch;
import dev.sluice.core.alert.rule.Violation;
import dev.sluice.core.alert.rule.ViolationFinder;
import dev.sluice.core.event.RecordBatch;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One batch on its way through the rules. Used once. */
final class BatchPass {
  private final AlertOutlet outlet;
  private final StateCodec codec;
  private final RecordBatch batch;
  private final Optional<CarryOver> carryOver;
  private final ViolationFinder finder;
  private final NoiseControl noise;
  private final WindowState state;
  private final boolean stateLost;
  private final SortedMap<String, Integer> staging = new TreeMap<>();
  private int records;
  private int skipped;
  private int repeated;
  private int violations;
  private long merged;

  BatchPass(
      BoundRules rules,
      AlertOutlet outlet,
      StateCodec codec,
      Optional<CarryOver> carryOver,
      RecordBatch batch) {
    this.outlet = outlet;
    this.codec = codec;
    this.batch = batch;
    this.carryOver = batch.window().isPresent() ? carryOver : Optional.empty();
    byte[] encoded = batch.window().isPresent() ? batch.state().orElse(null) : null;
    Optional<WindowState> given = codec.read(encoded);
    stateLost = given.isEmpty();
    state = given.orElseGet(codec::newState);
    if (state.memories().generation() == Memories.NOT_LOADED) {
      this.carryOver.ifPresent(each -> each.begin(state, batch));
    }
    finder = new ViolationFinder(rules, batch, state, staging);
    AlertOrigin origin = AlertOrigin.of(rules.pipeline(), batch);
    noise = new NoiseControl(new AlertComposer(origin, rules.rules()), outlet, state);
  }

  AlertReply run() {
    int record = 0;
    try {
      for (; record < batch.size(); record++) {
        process(record);
      }
      if (isClosing()) {
        merged = noise.publishSummaries();
        noise.publishEnds(finder.watching());
      }
    } catch (AlertUndeliveredException undelivered) {
      outlet.close();
      return retry(record, undelivered);
    }
    outlet.close();
    moveTo(record);
    if (isClosing()) {
      carryOver.ifPresent(each -> each.end(state, batch));
    }
    return reply(Optional.empty(), Optional.empty());
  }

  private void process(int record) {
    records++;
    if (state.isDone(batch.sequenceNumber(record), batch.subSequence(record))) {
      repeated++;
      return;
    }
    finder.passTime(record, silence -> tell(record, List.of(silence)));
    if (finder.find(record)) {
      tell(record, finder.found());
    } else {
      skipped++;
    }
  }

  private void tell(int record, List<Violation> found) {
    if (!found.isEmpty()) {
      noise.tell(found, sequence(record) + "/" + batch.subSequence(record));
      violations += found.size();
    }
  }

  private boolean isClosing() {
    return batch.window().isEmpty()
        || batch.isFinalInvokeForWindow()
        || batch.isWindowTerminatedEarly();
  }

  private AlertReply retry(int failedRecord, AlertUndeliveredException undelivered) {
    boolean endsWindow = batch.window().isPresent() && isClosing();
    if (endsWindow || batch.size() == 0) {
      throw undelivered;
    }
    if (failedRecord < batch.size()) {
      finder.rollBack();
    }
    moveTo(failedRecord);
    return reply(Optional.of(batch.sequenceNumber(0)), Optional.of(undelivered));
  }

  private void moveTo(int record) {
    if (record > 0 && !state.isDone(sequence(record - 1), batch.subSequence(record - 1))) {
      state.moveTo(new ShardPosition(sequence(record - 1), batch.subSequence(record - 1)));
    }
  }

  private String sequence(int record) {
    return batch.sequenceNumber(record);
  }

  private AlertReply reply(
      Optional<String> retryFrom, Optional<AlertUndeliveredException> failure) {
    AlertCounts counts =
        new AlertCounts(
            new AlertCounts.Read(records, skipped, repeated),
            violations,
            new AlertCounts.Messages(outlet.published(), outlet.withheld(), merged),
            staging,
            finder.watching().stream().mapToInt(RuleWatch::unwatched).sum(),
            stateLost);
    String newState = batch.window().isPresent() ? codec.write(state) : "{}";
    return new AlertReply(newState, retryFrom, failure, counts);
  }
}
