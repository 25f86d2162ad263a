package dev.sluice.core.definition;

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

  private PipelineSettings() {}

  /**
   * The settings in an environment.
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
    return Map.copyOf(values);
  }
}
