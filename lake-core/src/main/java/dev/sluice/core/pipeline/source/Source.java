package dev.sluice.core.pipeline.source;

/** Where a pipeline's records or files come from. */
public sealed interface Source permits TickedSource, LandingSource, ExternalSource {
  /** Whether its records go through a stream, or it puts files into raw by itself. */
  default boolean needsStream() {
    return true;
  }
}
