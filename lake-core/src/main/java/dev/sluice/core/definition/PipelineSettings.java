package dev.sluice.core.definition;

import static java.util.stream.Collectors.joining;

import dev.sluice.core.definition.yaml.Settings;
import java.util.HashMap;
import java.util.Map;

/**
 * Values for a definition's {@code ${NAME:default}}: all in the one variable {@code
 * SLUICE_SETTINGS} of the environment, like {@code TEMPERATURE_MAX=40,WIND_MAX=12}, which the
 * template's parameter {@code Settings} fills. Other variables of the environment are not read: on
 * Lambda, some are credentials.
 */
public final class PipelineSettings {
  /** The variable with all settings. */
  public static final String VARIABLE = "SLUICE_SETTINGS";

  private static final String DECLARED = "declared";

  private PipelineSettings() {}

  /**
   * The settings in an environment, with what follows from its {@code SLUICE_CATALOG}.
   *
   * @throws IllegalArgumentException if {@link #VARIABLE} is not a list of NAME=VALUE
   */
  public static Map<String, String> in(Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    String settings = environment.getOrDefault(VARIABLE, "").strip();
    if (!settings.isEmpty()) {
      for (String setting : settings.split(",", -1)) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException(
              VARIABLE + " is a list like A=1,B=2, but has '" + setting + "'");
        }
        values.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
      }
    }
    return of(values, environment.getOrDefault("SLUICE_CATALOG", DECLARED));
  }

  /**
   * Settings with what follows from the catalog: where crawlers write it, tables that give no
   * format are plain, unless a setting says else, as crawlers know no Iceberg.
   *
   * @param catalog the template's parameter {@code Catalog}
   */
  public static Map<String, String> of(Map<String, String> settings, String catalog) {
    Map<String, String> all = new HashMap<>(settings);
    if (!catalog.equals(DECLARED)) {
      all.putIfAbsent(Settings.TABLE_FORMAT, "parquet");
    }
    return Map.copyOf(all);
  }

  /** As {@link #VARIABLE} has them. */
  public static String text(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .sorted()
        .collect(joining(","));
  }
}
