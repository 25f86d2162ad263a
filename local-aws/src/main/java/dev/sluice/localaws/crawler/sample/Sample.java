package dev.sluice.localaws.crawler.sample;

import java.util.Optional;

/**
 * What was seen of an object.
 *
 * @param records in the part that was read
 * @param bytes of that part, uncompressed
 * @param warning in what a table of it differs from it, if it does
 */
public record Sample(
    Shape shape, Columns columns, long records, long bytes, Optional<String> warning) {
  Sample(Shape shape, Columns columns, long records, long bytes) {
    this(shape, columns, records, bytes, Optional.empty());
  }
}
