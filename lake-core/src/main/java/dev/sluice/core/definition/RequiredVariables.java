package dev.sluice.core.definition;

import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The variables that a function's environment must have. Those that it has not are told in one line
 * when the function starts, instead of where their values are first used.
 *
 * @param values by the variables' names; {@link #NOT_SET}, if they are not set
 */
public record RequiredVariables(Map<String, String> values) {
  /** The value that a function's configuration gives to what has none. */
  public static final String NOT_SET = "(not set)";

  public RequiredVariables {
    values = Map.copyOf(values);
  }

  /**
   * Returns if all are set.
   *
   * @param error takes the line of failure, all names in it
   * @throws IllegalStateException with that line
   */
  public void require(Consumer<String> error) {
    TreeSet<String> missing = new TreeSet<>(values.keySet());
    missing.removeIf(name -> !values.get(name).equals(NOT_SET));
    if (!missing.isEmpty()) {
      String line =
          "Not set in the function's environment: %s. Set what sam/template.yaml sets there"
              .formatted(String.join(", ", missing));
      error.accept(line);
      throw new IllegalStateException(line);
    }
  }
}
