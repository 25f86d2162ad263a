package dev.sluice.core.alert;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one shard remembers within one window: a tally for each rule and device, the position up to
 * which records are done, and two totals. Bounded: once the tallies of devices fill the limit, the
 * violations of further devices go to one tally for each rule, so none is lost, only not told
 * device by device.
 */
final class WindowState {
  /** The numbers of a tally, its quotes and separators: never more than this. */
  private static final int TALLY_BYTES = 128;

  private final int limitBytes;
  private final Map<TallyKey, Tally> tallies = new HashMap<>();
  private int bytes;
  private Position position;
  private long published;
  private long merged;

  WindowState(int limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Under which key the next violation of that rule and device is to be tallied. */
  TallyKey keyFor(String rule, String device) {
    TallyKey key = TallyKey.of(rule, device);
    boolean fits = tallies.containsKey(key) || bytes + size(key) <= limitBytes;
    return fits ? key : TallyKey.furtherDevices(rule);
  }

  boolean isKnown(TallyKey key) {
    return tallies.containsKey(key);
  }

  /** Adds a violation: as published if it is the first of its key, as merged otherwise. */
  void add(TallyKey key, long time, double number) {
    Tally before = tallies.get(key);
    if (before == null) {
      published++;
    } else {
      merged++;
    }
    put(key, (before == null ? Tally.NONE : before).plus(time, number));
  }

  void put(TallyKey key, Tally tally) {
    if (tallies.put(key, tally) == null) {
      bytes += size(key);
    }
  }

  /** All tallies, in an order that depends on nothing but their keys. */
  SortedMap<TallyKey, Tally> tallies() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(tallies));
  }

  Position position() {
    return position;
  }

  void moveTo(Position reached) {
    position = reached;
  }

  boolean isDone(String sequenceNumber, long subSequence) {
    return position != null && !position.isBefore(sequenceNumber, subSequence);
  }

  long published() {
    return published;
  }

  long merged() {
    return merged;
  }

  void setTotals(long publishedSoFar, long mergedSoFar) {
    published = publishedSoFar;
    merged = mergedSoFar;
  }

  private static int size(TallyKey key) {
    int size = TALLY_BYTES + key.rule().length();
    String device = key.device();
    for (int i = 0; i < device.length(); i++) {
      char c = device.charAt(i);
      boolean plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
      size += plain ? 1 : 6;
    }
    return size;
  }
}
