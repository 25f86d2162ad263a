package dev.sluice.core.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CsvReaderPropertyTest {
  @Provide
  Arbitrary<List<List<String>>> rows() {
    Arbitrary<String> odd = Arbitraries.of("", "\"", "\n", "a", "\"\"", "ä", "😀", ",", ";", " ");
    Arbitrary<String> cell = odd.list().ofMaxSize(5).map(parts -> String.join("", parts));
    Arbitrary<String> longer = cell.map(text -> text.repeat(9_000));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(30, cell), net.jqwik.api.Tuple.of(1, longer))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .list()
        .ofMaxSize(12);
  }

  private static String quoted(String cell, boolean always) {
    boolean needed = cell.startsWith("\"") || cell.matches("(?s).*[\n,].*");
    return always || needed ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
  }

  @Property(tries = 300)
  void readsWhatWasWritten(
      @ForAll("rows") List<List<String>> rows,
      @ForAll boolean always,
      @ForAll boolean crLf,
      @ForAll boolean trickle)
      throws IOException {
    List<List<String>> written =
        rows.stream().filter(row -> always || !row.equals(List.of(""))).toList();
    String text =
        written.stream()
            .map(row -> row.stream().map(c -> quoted(c, always)).collect(Collectors.joining(",")))
            .collect(Collectors.joining("\n"));
    byte[] bytes = (crLf ? text.replace("\n", "\r\n") : text).getBytes(UTF_8);
    List<List<String>> read = new ArrayList<>();
    try (CsvReader csv = new CsvReader(trickle ? drops(bytes) : stream(bytes), ',')) {
      for (CsvRow row = csv.next(); row != null; row = csv.next()) {
        assertThat(row.flaw()).isEmpty();
        read.add(row.cells());
      }
    }
    assertThat(read).isEqualTo(written);
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
