package dev.sluice.core.trusted.survey;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an input has in raw, as far as it was listed: what the objects of each partition come to, by
 * the keys' prefix, and the keys that are not in the layout. A new listing of a range takes the
 * place of what was known of it.
 */
public final class RawIndex {
  /** Keys that are not in the layout are a mistake; of too many only the count is kept. */
  private static final int MOST_STRAYS = 1_000;

  private final TreeMap<String, RawPart> parts = new TreeMap<>();
  private final TreeSet<String> strayKeys = new TreeSet<>();
  private long moreStrays;

  /** The partitions by their keys' prefix, which ends with a slash. */
  public Map<String, RawPart> parts() {
    return Collections.unmodifiableMap(parts);
  }

  /** The first keys that are not in the layout. */
  public SortedSet<String> strayKeys() {
    return Collections.unmodifiableSortedSet(strayKeys);
  }

  /** How many keys are not in the layout. */
  public long strays() {
    return strayKeys.size() + moreStrays;
  }

  void add(String prefix, RawPart part) {
    parts.put(prefix, part);
  }

  void addStray(String key) {
    if (strayKeys.size() < MOST_STRAYS) {
      strayKeys.add(key);
    } else if (!strayKeys.contains(key)) {
      moreStrays++;
    }
  }

  /** Takes what was found for all there is in a range. Whether that is something else. */
  boolean replace(KeyRange range, RawIndex found) {
    NavigableMap<String, RawPart> old =
        range.to().isEmpty()
            ? parts.tailMap(range.from(), true)
            : parts.subMap(range.from(), true, range.to(), false);
    SortedSet<String> oldStrays =
        range.to().isEmpty()
            ? strayKeys.tailSet(range.from())
            : strayKeys.subSet(range.from(), range.to());
    boolean isSame =
        isSame(old, found.parts) && oldStrays.equals(found.strayKeys) && found.moreStrays == 0;
    if (!isSame) {
      old.clear();
      oldStrays.clear();
      parts.putAll(found.parts);
      moreStrays += found.moreStrays;
      found.strayKeys.forEach(this::addStray);
    }
    return !isSame;
  }

  private static boolean isSame(Map<String, RawPart> old, Map<String, RawPart> found) {
    if (!old.keySet().equals(found.keySet())) {
      return false;
    }
    return old.entrySet().stream()
        .allMatch(entry -> entry.getValue().isSame(found.get(entry.getKey())));
  }

  /** The keys beyond those that are kept are counted anew by a listing of all. */
  void forgetMoreStrays() {
    moreStrays = 0;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(parts.size());
    for (Map.Entry<String, RawPart> part : parts.entrySet()) {
      out.writeUTF(part.getKey());
      part.getValue().write(out);
    }
    out.writeInt(strayKeys.size());
    for (String key : strayKeys) {
      out.writeUTF(key);
    }
    out.writeLong(moreStrays);
  }

  static RawIndex read(DataInput in) throws IOException {
    RawIndex index = new RawIndex();
    for (int left = in.readInt(); left > 0; left--) {
      index.parts.put(in.readUTF(), RawPart.read(in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      index.strayKeys.add(in.readUTF());
    }
    index.moreStrays = in.readLong();
    return index;
  }
}
