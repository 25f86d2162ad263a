package dev.sluice.core.pipeline;

/**
 * Objects in raw that tables are made from.
 *
 * @param name unique in the pipeline
 * @param layout where they lie
 * @param format what they hold
 */
public record Input(String name, RawLayout layout, RawFormat format) {
  /** The name of the input that the stream's records make. */
  public static final String STREAM = "stream";

  /** What the batch writer or Firehose make of the stream. */
  public static Input ofStream(RawLayout layout) {
    return new Input(STREAM, layout, new RawFormat.Json());
  }
}
