package dev.sluice.core.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Collects everything that is wrong with a file, so that it is all reported at once. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /** Reports a node's value. */
  public void add(YamlNode node, String message) {
    add(node.at(), node.path(), message);
  }

  /** Reports a place. */
  public void add(Position at, String path, String message) {
    found.add(new Problem(at.line(), at.column(), path, message));
  }

  /** How many were reported so far; see {@link #unlessSince}. */
  public int count() {
    return found.size();
  }

  /**
   * Builds a value only if everything that was read for it was right, so that what it is built from
   * holds no placeholder.
   *
   * @param count {@link #count()} before reading began
   */
  public <T> Optional<T> unlessSince(int count, Supplier<T> value) {
    return found.size() > count ? Optional.empty() : Optional.of(value.get());
  }

  /** All problems, each once, in the file's order. */
  public List<Problem> list() {
    return List.copyOf(new TreeSet<>(found));
  }
}
