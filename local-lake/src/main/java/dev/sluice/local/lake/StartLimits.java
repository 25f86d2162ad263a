package dev.sluice.local.lake;

import dev.sluice.localaws.lambda.HostSettings.Limits;
import java.time.Duration;
import java.util.Map;

/** How long a function may take to start: {@code SLUICE_START_SECONDS}. */
public final class StartLimits {
  private static final String VARIABLE = "SLUICE_START_SECONDS";

  private StartLimits() {}

  /**
   * The usual limits, with that of the environment.
   *
   * @throws IllegalArgumentException if the variable is not a number of seconds
   */
  public static Limits of(Map<String, String> environment) {
    String seconds = environment.getOrDefault(VARIABLE, "");
    if (seconds.isEmpty()) {
      return Limits.USUAL;
    }
    if (!seconds.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(
          "%s must be a number of seconds from 1 to 9999, but is '%s'."
              .formatted(VARIABLE, seconds));
    }
    return new Limits(
        Limits.USUAL.instances(),
        Limits.USUAL.heapMb(),
        Duration.ofSeconds(Integer.parseInt(seconds)));
  }
}
