package dev.sluice.core.csv;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class CsvReaderPropertyTest {
  private static final String LINE_ENDS = "[\r\n]";

  @Provide
  Arbitrary<List<List<String>>> rows() {
    Arbitrary<String> odd =
        Arbitraries.of(
            "", "\"", "'", "\n", "\r", "\r\n", "a", "ä", "😀", ",", ";", "\t", " ", "\\", "#",
            "\\N", "\u00A0", "\0");
    Arbitrary<String> cell = odd.list().ofMaxSize(5).map(parts -> String.join("", parts));
    Arbitrary<String> longer = cell.map(text -> text.repeat(9_000));
    return Arbitraries.frequencyOf(Tuple.of(30, cell), Tuple.of(1, longer))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .list()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<CsvDialect> dialects() {
    return Combinators.combine(
            Arbitraries.of(',', ';', '\t'),
            Arbitraries.of('"', '\'').optional(0.8),
            Arbitraries.of('\\').optional(0.5),
            Arbitraries.of('#').optional(0.5),
            Arbitraries.of(UTF_8, UTF_16))
        .as(
            (separator, quote, escape, comment, charset) ->
                new CsvDialect(separator, quote, escape, comment, charset, "\\N"));
  }

  /** Writes as RFC 4180 has it, or with escapes. */
  private record Writer(CsvDialect dialect, boolean always) {
    private boolean quotes() {
      return dialect.quote().isPresent() && (always || dialect.escape().isEmpty());
    }

    private boolean isSpecial(String cell) {
      String inside = "(?s).*[\n\r" + dialect.separator() + "].*";
      return cell.isEmpty() || cell.matches("(?s)['\"#].*") || cell.matches(inside);
    }

    /**
     * Without quotes and escapes there are texts that can't be written; an empty line is no row.
     */
    boolean can(List<String> row) {
      boolean isPlain = dialect.quote().isEmpty() && dialect.escape().isEmpty();
      return quotes()
          || !row.equals(List.of("")) && !(isPlain && row.stream().anyMatch(this::isSpecial));
    }

    String line(List<String> row) {
      return row.stream()
          .map(this::cell)
          .collect(Collectors.joining(String.valueOf(dialect.separator())));
    }

    private String cell(String cell) {
      if (quotes()) {
        String quote = dialect.quote().orElseThrow().toString();
        String safe = dialect.escape().isPresent() ? cell.replace("\\", "\\\\") : cell;
        return always || isSpecial(cell)
            ? quote + safe.replace(quote, quote + quote) + quote
            : cell;
      }
      return dialect.escape().isPresent() ? cell.replaceAll("[\\\\\"'\n\r#,;\t]", "\\\\$0") : cell;
    }
  }

  @Property(tries = 200)
  void readsWhatWasWritten(
      @ForAll("rows") List<List<String>> rows,
      @ForAll("dialects") CsvDialect dialect,
      @ForAll boolean always,
      @ForAll boolean trickle)
      throws IOException {
    for (String lineEnd : List.of("\n", "\r\n", "\r")) {
      Writer writer = new Writer(dialect, always);
      List<List<String>> able = rows.stream().filter(writer::can).toList();
      String text = able.stream().map(writer::line).collect(Collectors.joining(lineEnd));
      List<List<String>> read = new ArrayList<>();
      byte[] bytes = text.getBytes(dialect.charset());
      try (CsvReader csv = new CsvReader(trickle ? drops(bytes) : stream(bytes), dialect)) {
        while (csv.advance()) {
          assertThat(csv.flaw()).isEmpty();
          read.add(csv.cells());
        }
      }
      assertThat(read).isEqualTo(able);
    }
  }

  @Property(tries = 500)
  void everyByteOfAnyTextIsInARow(
      @ForAll("rows") List<List<String>> parts,
      @ForAll("dialects") CsvDialect any,
      @ForAll boolean trickle)
      throws IOException {
    CsvDialect dialect =
        new CsvDialect(any.separator(), any.quote(), any.escape(), Optional.empty(), UTF_8, "");
    String text = parts.stream().map(row -> String.join("", row)).collect(Collectors.joining("\n"));
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length > 2) {
      bytes[bytes.length / 2] ^= (byte) 0x81;
    }
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try (CsvReader csv = new CsvReader(trickle ? drops(bytes) : stream(bytes), dialect)) {
      while (csv.advance()) {
        rows.writeBytes(csv.bytes());
      }
    }
    assertThat(withoutLineEnds(rows.toByteArray())).isEqualTo(withoutLineEnds(bytes));
  }

  private static String withoutLineEnds(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
        .replaceAll(LINE_ENDS, "");
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  /** Gives three bytes at a time, so that characters and line ends are cut. */
  private static InputStream drops(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] to, int offset, int length) {
        return super.read(to, offset, Math.min(length, 3));
      }
    };
  }
}
