package dev.sluice.core.trusted.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.record.ForeignJson;
import dev.sluice.core.trusted.rows.RowLayout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What others write is the same rows and the same rejections, by whichever way it is read. */
class ForeignLinesPropertyTest {
  /** After so many lines that need the parser, the parser alone goes on. */
  private static final int BEFORE = 102;

  private static final String TAKEN = "{\"none\":[1],\"l\":\"1\"}\n";
  private static final String PARSED = "{\"none\":\"1\",\"l\":[1]}\n";
  private static final List<String> FROM =
      List.of("n", "d", "t", "b", "x", "u", "a", "/a/b", "/a/a/n", "ä", "/0/1", "", "/u/0/a");

  private static RowLayout layout(Random random) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("id", FieldType.STRING, "id", true, ""));
    columns.add(new Column("l", FieldType.STRING, "l", false, ""));
    for (int i = 0; i < 12; i++) {
      FieldType type = FieldType.values()[random.nextInt(FieldType.values().length)];
      String from = FROM.get(random.nextInt(FROM.size()));
      columns.add(new Column("c" + i, type, from, rule(type, random), false, true, ""));
    }
    return new RowLayout(new TrustedTable("things", columns, "id", List.of("id"), List.of()));
  }

  private static ColumnRule rule(FieldType type, Random random) {
    if (type == FieldType.DECIMAL) {
      return ColumnRule.of(new Digits(List.of(5, 18, 20, 38).get(random.nextInt(4)), 2));
    }
    Optional<String> nullIf =
        Optional.of(List.of("NULL", "", "-0", "1").get(random.nextInt(4)))
            .filter(any -> random.nextInt(3) == 0);
    Optional<TimeFormat> format =
        Optional.of(format(random)).filter(any -> type.isTime() && random.nextBoolean());
    return new ColumnRule(nullIf, Optional.empty(), format);
  }

  private static TimeFormat format(Random random) {
    TimeFormat.Form[] forms = TimeFormat.Form.values();
    TimeFormat.Form form = forms[random.nextInt(forms.length)];
    boolean isPattern = form == TimeFormat.Form.PATTERN;
    return new TimeFormat(
        form,
        isPattern ? "dd/MM/yyyy" : "",
        isPattern || form == TimeFormat.Form.ISO
            ? Optional.of(ZoneId.of("Europe/Berlin"))
            : Optional.empty());
  }

  @Property(tries = 3_000)
  void linesAreReadAlikeByTheParserAlone(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    RowLayout layout = layout(random);
    String content = new ForeignJson(random).lines();

    assertThat(read(layout, TAKEN.repeat(BEFORE) + content))
        .as(content)
        .isEqualTo(read(layout, PARSED.repeat(BEFORE) + content));
  }

  @Test
  void longLinesAreReadAlikeByTheParserAlone() throws IOException {
    RowLayout layout = layout(new Random(7));
    for (String part : List.of("long", "\\n", "\u00c3\u00a4", "\\ud83d", "\u00c3")) {
      String line = "{\"id\":\"" + part.repeat(1_200_000 / part.length()) + "\",\"l\":\"1\"}\n";
      String content = TAKEN + line + TAKEN + line.substring(0, 1_000_000);

      assertThat(read(layout, TAKEN.repeat(BEFORE) + content))
          .isEqualTo(read(layout, PARSED.repeat(BEFORE) + content));
    }
  }

  /** Of the rows that stand before only the number is told. */
  private static List<String> read(RowLayout layout, String content) throws IOException {
    RowsSeen seen = new RowsSeen(layout);
    List<String> told = new ArrayList<>();
    try {
      new JsonRawReader(Optional.empty(), seen)
          .read("raw/things/a.json", new ByteArrayInputStream(content.getBytes(ISO_8859_1)));
    } catch (RawReader.MisshapenException e) {
      told.add(e.getMessage());
    }
    told.addAll(seen.told.subList(Math.min(BEFORE, seen.told.size()), seen.told.size()));
    // A line that the parser alone reads again counts with its carriage return.
    seen.places.forEach(place -> told.add(place.replaceAll("-.*", "")));
    told.addAll(seen.rejected);
    told.add(seen.arrival() + " in all");
    return told;
  }
}
