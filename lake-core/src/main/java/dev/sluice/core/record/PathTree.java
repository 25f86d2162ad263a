package dev.sluice.core.record;

import dev.sluice.core.pipeline.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in a record values are wanted, as a tree that is walked while the record is parsed. A place
 * either is wanted itself or holds such as are.
 *
 * @param <T> what is known of a wanted place
 */
final class PathTree<T> {
  private final Map<String, PathTree<T>> children = new HashMap<>();
  private final List<PathTree<T>> items = new ArrayList<>();
  private final List<T> within = new ArrayList<>();
  private T value;

  /** Adds a place. None that is wanted lies within another. */
  void add(List<String> path, T what) {
    within.add(what);
    if (path.isEmpty()) {
      value = what;
      return;
    }
    String name = path.get(0);
    PathTree<T> child = children.computeIfAbsent(name, any -> new PathTree<>());
    child.add(path.subList(1, path.size()), what);
    FieldPath.index(name).ifPresent(index -> setItem(index, child));
  }

  private void setItem(int index, PathTree<T> child) {
    while (items.size() <= index) {
      items.add(null);
    }
    items.set(index, child);
  }

  /** A field of the object here, or null if nothing is wanted of it. */
  PathTree<T> child(String name) {
    return children.get(name);
  }

  /** An item of the array here, from 0 on, or null if nothing is wanted of it. */
  PathTree<T> item(int index) {
    return index < items.size() ? items.get(index) : null;
  }

  /** What is known of the place, or null if it only holds wanted ones. */
  T value() {
    return value;
  }

  /** What is known of the places in it. */
  List<T> within() {
    return within;
  }
}
