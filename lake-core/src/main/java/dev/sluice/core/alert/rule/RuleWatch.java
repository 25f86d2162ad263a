package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memories;
import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.memory.MemorySnapshot;
import dev.sluice.core.alert.rule.Episode.Step;
import dev.sluice.core.alert.rule.Violation.Moment;
import dev.sluice.core.record.Slots;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One rule with a memory on its way through a batch. */
public final class RuleWatch<M extends Memory> {
  private final BoundRule rule;
  private final Watch<M> watch;
  private final Memories memories;
  private final Map<String, M> groups;
  private final GroupCache<M> cache;
  private final Optional<SilenceWatch> silence;
  private final Finding finding = new Finding();
  private final MemorySnapshot before = new MemorySnapshot();
  private M touched;
  private Step step = Step.NOTHING;
  private int unwatched;

  @SuppressWarnings("unchecked") // a rule's memories are made by its own detector
  RuleWatch(BoundRule rule, Watch<M> watch, Memories memories) {
    this.rule = rule;
    this.watch = watch;
    this.memories = memories;
    groups = (Map<String, M>) memories.groups(rule.rule().name());
    cache = new GroupCache<>(rule.group().slots());
    silence = watch.detector().silence(groups);
  }

  public BoundRule rule() {
    return rule;
  }

  Optional<SilenceWatch> silence() {
    return silence;
  }

  /** What the last record said. */
  Moment moment() {
    boolean fires = step == Step.FIRES;
    return new Moment(finding.time, touched.firingSince(), fires, finding.number);
  }

  /** Readings of groups for which there was no room. */
  public int unwatched() {
    return unwatched;
  }

  /** What was taken in is done. */
  void next() {
    touched = null;
  }

  /** Takes in a record with its believed time; tells whether there is something to tell. */
  boolean take(Slots record, String partitionKey, long time, long arrival) {
    if (!watch.looksAt(record)) {
      return false;
    }
    touched = find(record, partitionKey);
    if (touched == null) {
      unwatched++;
      return false;
    }
    before.take(touched);
    watch.detector().take(touched, record, silence.isPresent() ? arrival : time, finding);
    if (silence.isPresent() && finding.signal == Finding.Signal.NOTHING) {
      return false;
    }
    step = watch.episode().take(touched, finding);
    touched.see(arrival);
    if (silence.isPresent()) {
      silence.get().seen(arrival);
    }
    return step == Step.FIRES || (step == Step.CONTINUES && watch.tellsContinuing());
  }

  @SuppressWarnings("unchecked") // as above
  private M find(Slots record, String partitionKey) {
    M memory = cache.find(record);
    if (memory == null) {
      memory = (M) memories.of(rule.rule().name(), rule.group().name(record, partitionKey));
      if (memory != null && rule.group().isNamedBy(record)) {
        cache.add(record, memory);
      }
    }
    return memory;
  }

  /** Takes back the record at hand. */
  void rollBack() {
    if (touched != null) {
      before.restore(touched);
    }
  }

  /** The groups whose violations ended since that was last told; none if it is not to be told. */
  public SortedMap<String, Memory> ended() {
    SortedMap<String, Memory> ended = new TreeMap<>();
    if (watch.tellsEnd() && !rule.isStaging()) {
      groups.forEach(
          (group, memory) -> {
            if (memory.isResolved()) {
              ended.put(group, memory);
            }
          });
    }
    return ended;
  }

  /** What ended was told; groups of which nothing comes any more are forgotten. */
  public void closeWindow() {
    groups.values().forEach(Memory::forgetEnd);
    memories.forgetBefore(rule.rule().name(), memories.now() - watch.keepMillis());
  }
}
