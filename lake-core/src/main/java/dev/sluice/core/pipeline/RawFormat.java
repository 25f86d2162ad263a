package dev.sluice.core.pipeline;

import java.nio.charset.Charset;

/** What raw objects hold; each may be compressed with gzip. */
public sealed interface RawFormat {
  /** JSON objects: one a line, one after the other without anything between, or in arrays. */
  record Json() implements RawFormat {}

  /**
   * Rows with a header, quoted as in RFC 4180.
   *
   * @param separator between two cells
   * @param charset of the text
   * @param nullText the text of a cell that means null, beside the empty cell
   */
  record Csv(char separator, Charset charset, String nullText) implements RawFormat {}
}
