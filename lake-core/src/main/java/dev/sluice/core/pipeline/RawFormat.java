package dev.sluice.core.pipeline;

import dev.sluice.core.csv.CsvDialect;

/** What raw objects hold; each may be compressed with gzip. */
public sealed interface RawFormat {
  /** JSON objects: one a line, one after the other without anything between, or in arrays. */
  record Json() implements RawFormat {
    @Override
    public <T, E extends Exception> T choose(Choice<Json, T, E> json, Choice<Csv, T, E> csv)
        throws E {
      return json.of(this);
    }
  }

  /**
   * Rows with a header. An empty cell means null, beside the dialect's text for it.
   *
   * @param dialect in which they are written
   */
  record Csv(CsvDialect dialect) implements RawFormat {
    @Override
    public <T, E extends Exception> T choose(Choice<Json, T, E> json, Choice<Csv, T, E> csv)
        throws E {
      return csv.of(this);
    }
  }

  /** What is done with one of the formats. */
  @FunctionalInterface
  interface Choice<F extends RawFormat, T, E extends Exception> {
    T of(F format) throws E;
  }

  /** Does what is for this format; with a further one, the compiler names every place. */
  <T, E extends Exception> T choose(Choice<Json, T, E> json, Choice<Csv, T, E> csv) throws E;
}
