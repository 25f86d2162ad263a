package dev.sluice.core.trusted.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SortKeyPropertyTest {
  private static final List<TrustedTable.Column> COLUMNS =
      List.of(
          new TrustedTable.Column("id", FieldType.STRING, "id", true, ""),
          new TrustedTable.Column("text", FieldType.STRING, "text", false, ""),
          new TrustedTable.Column("number", FieldType.DOUBLE, "number", false, ""),
          new TrustedTable.Column("whole", FieldType.LONG, "whole", true, ""),
          new TrustedTable.Column("rough", FieldType.FLOAT, "rough", false, ""));
  private static final Arbitrary<String> TEXTS =
      Arbitraries.strings()
          .withChars('\0', '\1', 'a', 'b', '\uFFFF', '\u00E4')
          .ofMaxLength(20)
          .injectNull(0.1);
  private static final Arbitrary<Long> LONGS =
      Arbitraries.oneOf(
          Arbitraries.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE), Arbitraries.longs());
  private static final Arbitrary<Double> DOUBLES =
      Arbitraries.oneOf(
              Arbitraries.of(0.0, -0.0, 1.5, Double.MIN_VALUE, -Double.MAX_VALUE),
              Arbitraries.doubles())
          .injectNull(0.1);

  record Values(String id, String text, Double number, long whole, Float rough) {}

  @Provide
  Arbitrary<List<Values>> rows() {
    return Combinators.combine(
            TEXTS.injectNull(0).map(String::valueOf),
            TEXTS,
            DOUBLES,
            LONGS,
            DOUBLES.map(number -> number == null ? null : number.floatValue()))
        .as(Values::new)
        .list()
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<List<String>> sorts() {
    return Arbitraries.shuffle("text", "number", "whole", "rough");
  }

  @Property(tries = 500)
  void sortsAsComparingTheRowsDoes(
      @ForAll("rows") List<Values> rows, @ForAll("sorts") List<String> sort) {
    RowLayout layout = new RowLayout(new TrustedTable("things", COLUMNS, "id", sort, List.of()));
    RowOrder order = RowOrder.ofTable(layout);
    RowArena arena = new RowArena(1 << 20);
    RowBuilder row = new RowBuilder(layout);
    for (int i = 0; i < rows.size(); i++) {
      fill(row, rows.get(i), i);
      arena.add(row.bytes(), 0, row.length());
    }
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      expected.add(arena.start(i));
    }
    Collections.sort(expected, (a, b) -> order.compare(arena.bytes(), a, arena.bytes(), b));

    arena.sort(order);

    List<Integer> sorted = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      sorted.add(arena.start(i));
    }
    assertThat(sorted).isEqualTo(expected);
  }

  private static void fill(RowBuilder row, Values values, int arrival) {
    row.begin(arrival);
    row.setText(0, values.id().toCharArray(), 0, values.id().length());
    if (values.text() != null) {
      row.setText(1, values.text().toCharArray(), 0, values.text().length());
    }
    if (values.number() != null) {
      row.set(2, Double.doubleToRawLongBits(values.number()));
    }
    row.set(3, values.whole());
    if (values.rough() != null) {
      row.set(4, Float.floatToRawIntBits(values.rough()));
    }
    row.finish();
  }
}
