package dev.sluice.local.lake;

import java.util.Map;

/**
 * What is chosen of a pipeline's stack.
 *
 * @param environment of {@code samconfig.toml}: the pipeline's own, or another one that deploys it
 * @param settings values for the pipeline's {@code ${NAME}}s; they win over the environment's
 * @param parameters values for the template's parameters; they win over the environment's
 */
public record StackChoice(
    String environment, Map<String, String> settings, Map<String, String> parameters) {
  public StackChoice {
    settings = Map.copyOf(settings);
    parameters = Map.copyOf(parameters);
  }

  /** What a pipeline's own environment says. */
  public static StackChoice of(String pipeline) {
    return new StackChoice(pipeline, Map.of(), Map.of());
  }

  /** The same with other settings. */
  public StackChoice withSettings(Map<String, String> others) {
    return new StackChoice(environment, others, parameters);
  }

  /** The same with other values for the template's parameters. */
  public StackChoice withParameters(Map<String, String> others) {
    return new StackChoice(environment, settings, others);
  }
}
