package dev.sluice.core.definition.yaml;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys of a mapping.
 *
 * @param required those that must be given
 * @param optional those that may be left out
 */
public record Keys(List<String> required, List<String> optional) {
  public Keys {
    required = List.copyOf(required);
    optional = List.copyOf(optional);
  }

  /** Keys that must be given. */
  public static Keys of(String... names) {
    return new Keys(List.of(names), List.of());
  }

  /** These and keys that may be left out. */
  public Keys withOptional(String... names) {
    List<String> all = new ArrayList<>(optional);
    all.addAll(List.of(names));
    return new Keys(required, all);
  }

  /** All, required ones first. */
  public List<String> all() {
    List<String> all = new ArrayList<>(required);
    all.addAll(optional);
    return all;
  }
}
