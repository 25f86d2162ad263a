package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memories;
import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.rule.Episode.Step;
import dev.sluice.core.record.Slots;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One rule with a memory on its way through a batch. */
public final class RuleWatch {
  private final BoundRule rule;
  private final Watch watch;
  private final Memories memories;
  private final GroupCache cache;
  private final Optional<SilenceWatch> silence;
  private final Finding finding = new Finding();
  private final Memory before = new Memory();
  private Memory touched;
  private Step step = Step.NOTHING;
  private int unwatched;

  RuleWatch(BoundRule rule, Memories memories) {
    this.rule = rule;
    this.watch = rule.watch().orElseThrow();
    this.memories = memories;
    cache = new GroupCache(rule.group().slots());
    silence =
        watch.silenceMillis() == 0
            ? Optional.empty()
            : Optional.of(new SilenceWatch(watch.silenceMillis(), groups()));
  }

  public BoundRule rule() {
    return rule;
  }

  Optional<SilenceWatch> silence() {
    return silence;
  }

  /** What the last record said. */
  Finding finding() {
    return finding;
  }

  /** The memory that the last record changed. */
  Memory memory() {
    return touched;
  }

  /** Whether the last record began a violation. */
  boolean begins() {
    return step == Step.BEGINS;
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
    Memory memory = find(record, partitionKey);
    if (memory == null) {
      unwatched++;
      return false;
    }
    before.copyFrom(memory);
    touched = memory;
    watch.detector().take(memory, record, silence.isPresent() ? arrival : time, finding);
    if (silence.isPresent() && finding.signal == Finding.Signal.NOTHING) {
      return false;
    }
    step = watch.episode().take(memory, finding);
    memory.set(Memory.SEEN, Math.max(memory.get(Memory.SEEN), arrival));
    silence.ifPresent(each -> each.seen(memory, arrival));
    return step == Step.BEGINS || (step == Step.CONTINUES && watch.tellsContinuing());
  }

  private Memory find(Slots record, String partitionKey) {
    Memory known = cache.find(record);
    if (known != null) {
      return known;
    }
    Memory memory = memories.of(rule.rule().name(), rule.group().name(record, partitionKey));
    if (memory != null && rule.group().isNamedBy(record)) {
      cache.add(record, memory);
    }
    return memory;
  }

  /** Takes back the record at hand. */
  void rollBack() {
    if (touched != null) {
      touched.copyFrom(before);
    }
  }

  /** The groups whose violations ended since that was last told; none if it is not to be told. */
  public SortedMap<String, Memory> ended() {
    SortedMap<String, Memory> ended = new TreeMap<>();
    if (watch.tellsEnd() && !rule.isStaging()) {
      groups()
          .forEach(
              (group, memory) -> {
                if (memory.has(Memory.ENDED)) {
                  ended.put(group, memory);
                }
              });
    }
    return ended;
  }

  /** What ended was told; groups of which nothing comes any more are forgotten. */
  public void closeWindow() {
    for (Memory memory : groups().values()) {
      memory.clear(Memory.ENDED);
      memory.clear(Memory.ENDED_FROM);
    }
    memories.forgetBefore(rule.rule().name(), memories.now() - watch.keepMillis());
  }

  private Map<String, Memory> groups() {
    return memories.groups(rule.rule().name());
  }
}
