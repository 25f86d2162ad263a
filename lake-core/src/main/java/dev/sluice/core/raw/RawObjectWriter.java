package dev.sluice.core.raw;

import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.RawFormat;

/**
 * Writes a stream's records into raw objects, one object after the other. Equal records in equal
 * order give equal bytes. What it writes is read by the reader of the same {@link RawFormat}.
 */
interface RawObjectWriter extends AutoCloseable {
  /** Begins a new object; the content returned before is no longer valid. */
  void begin();

  /** Adds a record, which is a JSON object. */
  void add(byte[] data, int offset, int length);

  /** Ends the object and returns it, valid until the next {@link #begin}. */
  PutObject.Content finish();

  /** What the objects' keys end with. */
  String suffix();

  /** The objects' media type. */
  String mediaType();

  @Override
  void close();

  /**
   * The writer of a format.
   *
   * @throws IllegalArgumentException for CSV, which has no place for what the schema doesn't know
   */
  static RawObjectWriter of(RawFormat format) {
    return format.choose(
        json -> new GzipLines(),
        csv -> {
          throw new IllegalArgumentException("A stream's records are not written as CSV");
        });
  }
}
