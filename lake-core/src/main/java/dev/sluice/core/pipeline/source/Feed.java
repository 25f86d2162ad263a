package dev.sluice.core.pipeline.source;

/**
 * A source of a pipeline under its name.
 *
 * @param name unique in the pipeline; {@link #ONLY} if the definition has a single, unnamed one
 * @param runs whether it gives anything: a sensor can be switched off
 */
public record Feed(String name, Source source, boolean runs) {
  /** The name of a pipeline's only source. */
  public static final String ONLY = "source";

  /** One that runs. */
  public Feed(String name, Source source) {
    this(name, source, true);
  }

  public Feed {
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "A source's name is lower case letters, digits and hyphens, not '" + name + "'");
    }
  }
}
