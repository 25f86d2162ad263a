package dev.sluice.core.csv;

import java.nio.charset.Charset;

/** Dialects of files that are not in UTF-8, or have a word for null. */
public final class Dialects {
  private Dialects() {}

  public static CsvDialect in(Charset charset, CsvDialect like) {
    return new CsvDialect(
        like.separator(), like.quote(), like.escape(), like.comment(), charset, like.nullText());
  }

  public static CsvDialect withNull(String text, char separator) {
    CsvDialect like = CsvDialect.of(separator);
    return new CsvDialect(
        separator, like.quote(), like.escape(), like.comment(), like.charset(), text);
  }
}
