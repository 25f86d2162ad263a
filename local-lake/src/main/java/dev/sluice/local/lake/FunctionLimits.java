package dev.sluice.local.lake;

import dev.sluice.localaws.lambda.HostSettings.Limits;
import java.time.Duration;
import java.util.Map;

/**
 * What the environment says of functions' processes: {@code SLUICE_START_SECONDS}, how long one may
 * take to start; {@code SLUICE_FUNCTION_HEAP_MIB}, its largest heap, in so far as the function's
 * memory allows it; {@code SLUICE_FUNCTION_INSTANCES}, how many a function has at most.
 */
public final class FunctionLimits {
  private FunctionLimits() {}

  /**
   * The usual limits, with those of the environment.
   *
   * @throws IllegalArgumentException if a variable is not a number from 1 to 9999
   */
  public static Limits of(Map<String, String> environment) {
    Limits usual = Limits.USUAL;
    return new Limits(
        number(environment, "SLUICE_FUNCTION_INSTANCES", "processes", usual.instances()),
        number(environment, "SLUICE_FUNCTION_HEAP_MIB", "MiB", usual.heapMb()),
        Duration.ofSeconds(
            number(environment, "SLUICE_START_SECONDS", "seconds", usual.init().toSeconds())));
  }

  private static int number(
      Map<String, String> environment, String variable, String unit, long usual) {
    String value = environment.getOrDefault(variable, "");
    if (value.isEmpty()) {
      return (int) usual;
    }
    if (!value.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(
          "%s must be a number of %s from 1 to 9999, but is '%s'."
              .formatted(variable, unit, value));
    }
    return Integer.parseInt(value);
  }
}
