package dev.sluice.core.trusted.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.trusted.rows.RowLayout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects on lines of their own are the same rows, whichever way they are read. */
class PlainLinesTest {
  private static final RowLayout LAYOUT =
      new RowLayout(
          new TrustedTable(
              "things",
              List.of(
                  new Column("id", FieldType.STRING, "id", true, ""),
                  new Column("n", FieldType.LONG, "n", false, ""),
                  new Column("deep", FieldType.STRING, "/a/b", false, ""),
                  new Column("list", FieldType.STRING, "/list/0", false, "")),
              "id",
              List.of("id"),
              List.of()));
  private static final List<String> LINES =
      List.of(
          "{\"id\":\"a\",\"n\":1}",
          "{\"n\":2,\"id\":\"a\\u00e9\"}",
          "{\"id\":\"b\",\"list\":[\"first\",2]}",
          "{\"id\":\"c\",\"n\":[1]}",
          "{\"id\":\"e\",\"a\":{\"c\":[{}],\"b\":\"in\"}}",
          "{\"id\":\"f\",\"a\":[1]}",
          "{\"id\":\"\\ud800\",\"n\":1}",
          "{\"id\":\"d\"} ",
          "{\"id\":\"" + "long ".repeat(50_000) + "\"}",
          "",
          "7",
          "{}");

  private static RowsSeen read(String content) throws IOException {
    return read(new ByteArrayInputStream(content.getBytes(UTF_8)));
  }

  private static RowsSeen read(InputStream content) throws IOException {
    RowsSeen seen = new RowsSeen(LAYOUT);
    new JsonRawReader(Optional.empty(), seen).read("raw/things/a.json", content);
    return seen;
  }

  /** A carriage return before each line is blank for the parser, and what stops the quick way. */
  @Property(tries = 300)
  void linesAreReadAlikeByTheParserAlone(
      @ForAll List<@IntRange(max = 11) Integer> picked, @ForAll boolean isEnded)
      throws IOException {
    List<String> lines = new ArrayList<>(picked.stream().map(LINES::get).toList());
    String content = String.join("\n", lines) + (isEnded ? "\n" : "");

    RowsSeen quick = read(content);
    RowsSeen parsed = read("\r" + content.replace("\n", "\n\r"));

    assertThat(quick.rows).usingElementComparator(java.util.Arrays::compare).isEqualTo(parsed.rows);
    assertThat(quick.arrival()).isEqualTo(parsed.arrival());
    assertThat(quick.rejected).isEmpty();
  }

  @Test
  void aRecordsPlaceIsThatOfItsBytes() throws IOException {
    String lines =
        "{\"id\":\"a\"}\n\n{\"id\":\"b\",\"n\":[]} \r\n{\"id\":\"c\"}  \r\n{\"id\":\"d\"}";

    assertThat(read(lines).places).containsExactly("0-10", "12-29", "32-42", "46-56");
  }

  @Test
  void linesAreCountedBeforeABrokenOne() throws IOException {
    RowsSeen seen = read("{\"id\":\"a\"}\n\r\n{\"id\":\"\\n\"}\n{\"id\":\n{\"id\":\"b\"}\n");

    assertThat(seen.rows).hasSize(3);
    assertThat(seen.rejected).hasSize(1);
    assertThat(seen.rejected.get(0)).startsWith("4: not JSON at column 7");
  }

  @Test
  void aStreamThatGivesFewBytesAtATimeIsReadToo() throws IOException {
    InputStream slow =
        new ByteArrayInputStream("{\"id\":\"a\"}\n{\"id\":\"b\"}".getBytes(UTF_8)) {
          @Override
          public synchronized int read(byte[] to, int offset, int length) {
            return super.read(to, offset, Math.min(length, 1));
          }
        };

    assertThat(read(slow).rows).hasSize(2);
  }

  /** Where a parser began, it took bytes that begin so for UTF-16, and never came to their end. */
  @Test
  @Timeout(20)
  void aZeroByteCostsItsLine() throws IOException {
    RowsSeen seen =
        read(
            "{\"id\":\"a\"}\n"
                + "{\0id\":1}\n"
                + "\0{\"id\":\"b\"}\n"
                + "\0\0\0\0\n"
                + "{\"id\":\"c\"}\n"
                + "{\"id\":\"d\"}\n"
                + "{\"id\":\"e\"}\n");

    assertThat(seen.rows).hasSize(4);
    assertThat(seen.rejected).hasSize(3);
  }

  @Test
  void aBrokenLineThatBeginsWithABlankCostsItselfAlone() throws IOException {
    RowsSeen seen = read("{\"id\":\"a\"}\n @\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n");

    assertThat(seen.rows).hasSize(3);
    assertThat(seen.places).containsExactly("0-10", "11-13", "14-24", "25-35");
    assertThat(seen.rejected).singleElement().asString().startsWith("2: not JSON");
  }

  /** The parser counts a return that stands alone as a line. */
  @Test
  void returnsAreCountedAlikeWhicheverWayLinesAreRead() throws IOException {
    String broken = "{\"id\":tru}\n";

    assertThat(read("{\"id\":\"a\",\r\"n\":1}\n{\"id\":\"b\"}\n" + broken).rejected)
        .singleElement()
        .asString()
        .startsWith("4:");
    assertThat(read("{\"id\":\"a\"}\r\n\r\n{\"id\":\"b\"}\r\n" + broken).rejected)
        .singleElement()
        .asString()
        .startsWith("4:");
  }

  /** Each broken line had the one that follows looked through to its end. */
  @Test
  void brokenLinesBeforeALongOneCostWhatTheyAre() throws IOException {
    String once = "@\n{\"id\":\"a\"}\n";
    String line = "{\"id\":\"" + "long".repeat(4_000_000) + "\"}\n";
    long before = System.nanoTime();
    read(line + once.repeat(100) + line);
    long few = System.nanoTime() - before;
    before = System.nanoTime();

    assertThat(read(line + once.repeat(2_000) + line).rejected).hasSize(2_000);

    assertThat(System.nanoTime() - before).isLessThan(4 * few + 2_000_000_000L);
  }
}
