package dev.sluice.core.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a CSV file is written.
 *
 * @param separator between two cells
 * @param quote that a cell may be enclosed in, and that is doubled within; empty: a quote is a
 *     character like any other
 * @param escape takes the character behind it as it is, also a separator, quote or line end
 * @param comment a line that begins with it is passed over
 * @param charset of the text
 * @param nullText the text of a cell that means null, as it stands in the file without quotes
 */
public record CsvDialect(
    char separator,
    Optional<Character> quote,
    Optional<Character> escape,
    Optional<Character> comment,
    Charset charset,
    String nullText) {
  public CsvDialect {
    List<Character> all =
        Stream.of(Optional.of(separator), quote, escape, comment)
            .flatMap(Optional::stream)
            .toList();
    if (all.size() != all.stream().distinct().count() || all.contains('\n') || all.contains('\r')) {
      throw new IllegalArgumentException(
          "Separator, quote, escape and comment must differ, and can't be line ends, but are "
              + CsvHeader.shown(all.toString()));
    }
  }

  /** As RFC 4180 has it, in UTF-8, but for the separator. */
  public static CsvDialect of(char separator) {
    return new CsvDialect(
        separator,
        Optional.of('"'),
        Optional.empty(),
        Optional.empty(),
        StandardCharsets.UTF_8,
        "");
  }

  public CsvDialect withoutQuotes() {
    return new CsvDialect(separator, Optional.empty(), escape, comment, charset, nullText);
  }
}
