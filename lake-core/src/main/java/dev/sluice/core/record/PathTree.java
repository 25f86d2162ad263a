package dev.sluice.core.record;

import dev.sluice.core.pipeline.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in a record values are wanted, as a tree that is walked while the record is parsed. A place
 * either is wanted itself or holds such as are. What is wanted of an object or array is found by
 * one look-up, so that records whose fields all lie at the top cost no more than that.
 *
 * @param <T> what is known of a wanted place
 */
final class PathTree<T> {
  private final Map<String, T> wanted = new HashMap<>();
  private final Map<String, PathTree<T>> holders = new HashMap<>();
  private final List<String> items = new ArrayList<>();
  private final List<T> within = new ArrayList<>();

  /** Adds a place, which is not the root. None that is wanted lies within another. */
  void add(List<String> path, T what) {
    String name = path.get(0);
    within.add(what);
    if (path.size() == 1) {
      wanted.put(name, what);
    } else {
      holders
          .computeIfAbsent(name, any -> new PathTree<>())
          .add(path.subList(1, path.size()), what);
    }
    FieldPath.index(name).ifPresent(index -> setItem(index, name));
  }

  private void setItem(int index, String name) {
    while (items.size() <= index) {
      items.add(null);
    }
    items.set(index, name);
  }

  /** What is known of the field of that name, or null if it is not wanted itself. */
  T wanted(String name) {
    return wanted.get(name);
  }

  /** Whether none of the fields here holds wanted ones. */
  boolean isFlat() {
    return holders.isEmpty();
  }

  /** The field of that name that holds wanted ones, or null. */
  PathTree<T> holder(String name) {
    return holders.get(name);
  }

  /** The name of an item of the array here, from 0 on, or null if nothing is wanted of it. */
  String item(int index) {
    return index < items.size() ? items.get(index) : null;
  }

  /** What is known of the places in it. */
  List<T> within() {
    return within;
  }
}
