package dev.sluice.local.cli.command;

import dev.sluice.core.definition.yaml.Suggestion;
import dev.sluice.local.cli.client.UsageFailure;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which settings definitions ask for: a given one that none asks for is a typing mistake, and would
 * change nothing without a word.
 */
final class AskedSettings {
  private final Set<String> asked = new TreeSet<>();

  /** The same values; what is looked up is noted. */
  Map<String, String> noting(Map<String, String> values) {
    return new AbstractMap<>() {
      @Override
      public String get(Object name) {
        asked.add(String.valueOf(name));
        return values.get(name);
      }

      @Override
      public boolean containsKey(Object name) {
        return get(name) != null;
      }

      @Override
      public Set<Entry<String, String>> entrySet() {
        return values.entrySet();
      }
    };
  }

  /**
   * Refuses what nothing asked for, once all definitions are loaded.
   *
   * @param given by {@code --set}
   */
  void refuseUnknown(Set<String> given) {
    for (String name : new TreeSet<>(given)) {
      if (!asked.contains(name)) {
        throw new UsageFailure(
            "--set %s: no pipeline here asks for it; they ask for %s%s"
                .formatted(name, Suggestion.known(asked), Suggestion.of(name, asked)));
      }
    }
  }
}
