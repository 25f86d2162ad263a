package dev.sluice.core.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * Objects in raw that tables are made from.
 *
 * @param name unique in the pipeline
 * @param layout where they lie
 * @param format what they hold
 * @param declared the fields of records that are known beside those of columns, so that others are
 *     counted; empty: any field may come
 */
public record Input(
    String name, RawLayout layout, RawFormat format, Optional<List<String>> declared) {
  /** The name of the input that the stream's records make. */
  public static final String STREAM = "stream";

  public Input {
    declared = declared.map(List::copyOf);
  }

  /** Of which any field may come. */
  public Input(String name, RawLayout layout, RawFormat format) {
    this(name, layout, format, Optional.empty());
  }

  /** What the batch writer or Firehose make of the stream. */
  public static Input ofStream(RawLayout layout) {
    return new Input(STREAM, layout, new RawFormat.Json());
  }
}
