package dev.sluice.core.alert.memory;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one shard remembers within one window: a tally for each rule and device, the position up to
 * which records are done, and the memories of rules that need some. Bounded: once the tallies of
 * devices fill the limit, the violations of further devices go to one tally for each rule, so none
 * is lost, only not told device by device.
 */
public final class WindowState {
  /** The numbers of a tally, its quotes and separators: never more than this. */
  private static final int TALLY_BYTES = 128;

  private final int limitBytes;
  private final Map<TallyKey, Tally> tallies = new HashMap<>();
  private Memories memories;
  private int bytes;
  private ShardPosition position;
  private Optional<Instant> windowEnd = Optional.empty();

  public WindowState(int limitBytes, Memories memories) {
    this.limitBytes = limitBytes;
    this.memories = memories;
  }

  /** What is carried to later windows: position and memories. */
  public WindowState carried(Instant end) {
    WindowState carried = new WindowState(limitBytes, memories);
    carried.position = position;
    carried.windowEnd = Optional.of(end);
    return carried;
  }

  /** Takes over what was carried. */
  public void goOnFrom(WindowState carried) {
    memories = carried.memories;
    position = position == null ? carried.position : position;
  }

  public Memories memories() {
    return memories;
  }

  /** The end of the window that this was carried from; empty in a window itself. */
  Optional<Instant> windowEnd() {
    return windowEnd;
  }

  void setWindowEnd(Optional<Instant> end) {
    windowEnd = end;
  }

  /** Under which key the next violation of that rule and device is to be tallied. */
  public TallyKey keyFor(String rule, String device) {
    TallyKey key = TallyKey.of(rule, device);
    boolean fits = tallies.containsKey(key) || bytes + size(key) <= limitBytes;
    return fits ? key : TallyKey.furtherDevices(rule);
  }

  /** Whether a violation of that key was told by itself in this window. */
  public boolean isTold(TallyKey key) {
    Tally tally = tallies.get(key);
    return tally != null && tally.told();
  }

  /** Adds a violation. */
  public void add(TallyKey key, long time, double number, boolean begins) {
    put(key, tallies.getOrDefault(key, Tally.NONE).plus(time, number, begins));
  }

  void put(TallyKey key, Tally tally) {
    if (tallies.put(key, tally) == null) {
      bytes += size(key);
    }
  }

  /** All tallies, in an order that depends on nothing but their keys. */
  public SortedMap<TallyKey, Tally> tallies() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(tallies));
  }

  public ShardPosition position() {
    return position;
  }

  public void moveTo(ShardPosition reached) {
    position = reached;
  }

  public boolean isDone(String sequenceNumber, long subSequence) {
    return position != null && !position.isBefore(sequenceNumber, subSequence);
  }

  private static int size(TallyKey key) {
    return TALLY_BYTES + key.rule().length() + StateCodec.bytes(key.device());
  }
}
