package dev.sluice.local.cli.command;

import dev.sluice.core.definition.yaml.Settings;
import dev.sluice.core.definition.yaml.Suggestion;
import dev.sluice.local.cli.client.UsageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which settings definitions ask for: a given one that none asks for is a typing mistake, and would
 * change nothing without a word.
 */
final class AskedSettings {
  private final List<Settings> all = new ArrayList<>();

  /** Settings for loading a definition, which note what it asks for. */
  Settings of(Map<String, String> values) {
    Settings settings = new Settings(values);
    all.add(settings);
    return settings;
  }

  /**
   * Refuses what nothing asked for, once all definitions are loaded.
   *
   * @param given by {@code --set}
   */
  void refuseUnknown(Set<String> given) {
    Set<String> asked = new TreeSet<>();
    all.forEach(settings -> asked.addAll(settings.asked()));
    for (String name : new TreeSet<>(given)) {
      if (!asked.contains(name)) {
        throw new UsageFailure(
            "--set %s: no pipeline here asks for it; they ask for %s%s"
                .formatted(name, Suggestion.known(asked), Suggestion.of(name, asked)));
      }
    }
  }
}
