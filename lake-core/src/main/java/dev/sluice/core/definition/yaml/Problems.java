package dev.sluice.core.definition.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Collects everything that is wrong with a file, so that it is all reported at once. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();
  private int mark;

  /** Reports a node's value. */
  public void add(YamlNode node, String message) {
    add(node.at(), node.path(), message);
  }

  /** Reports a freely chosen name. */
  public void add(NamedNode named, String message) {
    add(named.at(), named.value().path(), message);
  }

  /** Reports a place. */
  public void add(Position at, String path, String message) {
    mark++;
    found.add(new Problem(at.line(), at.column(), path, message));
  }

  /** Notes that a value was met which is useless, but was reported before. */
  void addKnown() {
    mark++;
  }

  /** Whether nothing was reported. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Grows with every problem; see {@link #unlessSince}. */
  public int mark() {
    return mark;
  }

  /**
   * Builds a value only if everything that was read for it was right, so that what it is built from
   * holds no placeholder.
   *
   * @param before {@link #mark()} before reading began
   */
  public <T> Optional<T> unlessSince(int before, Supplier<T> value) {
    return mark > before ? Optional.empty() : Optional.of(value.get());
  }

  /** All problems, each once, in the file's order; one that aliases repeat is one too. */
  public List<Problem> list() {
    Set<Problem> seen = new HashSet<>();
    return new TreeSet<>(found)
        .stream()
            .filter(each -> seen.add(new Problem(each.line(), each.column(), "", each.message())))
            .toList();
  }
}
