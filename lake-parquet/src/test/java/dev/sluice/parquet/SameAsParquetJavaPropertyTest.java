package dev.sluice.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Columns are written as parquet-java writes them, to the byte: pages, dictionaries, statistics.
 */
class SameAsParquetJavaPropertyTest {
  private static TrustedTable table() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("id", FieldType.LONG, "id", true, ""));
    for (FieldType type : FieldType.values()) {
      ColumnRule rule =
          type == FieldType.DECIMAL ? ColumnRule.of(new Digits(25, 3)) : ColumnRule.NONE;
      columns.add(new Column("a_" + type.word(), type, "a", rule, false, true, ""));
    }
    return new TrustedTable("things", columns, "id", List.of("id"), List.of());
  }

  /** As many rows as make several pages; few values at first, so that dictionaries begin. */
  @Property(tries = 60)
  void givesTheSameBytes(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 45_000) int count,
      @ForAll @IntRange(min = 1, max = 1_000_000) int distinct,
      @ForAll @IntRange(max = 100) int nullsOfHundred)
      throws IOException {
    check(new Random(seed), count, distinct, nullsOfHundred);
  }

  @Example
  void dictionariesThatGrowTooLargeEndAtTheSameValue() throws IOException {
    check(new Random(1), 250_000, 1_000_000, 2);
  }

  private static void check(Random random, int count, int distinct, int nulls) throws IOException {
    TrustedTable table = table();
    Path folder = Files.createTempDirectory("columns-");
    Path own = folder.resolve("own.parquet");
    Path other = folder.resolve("other.parquet");
    RowLayout layout = new RowLayout(table);
    RowBuilder builder = new RowBuilder(layout);
    Row row = new Row(layout);
    try (ParquetFile ours = new ParquetTableWriter().create(table, own);
        ParquetJavaFile theirs = new ParquetJavaFile(table, other)) {
      for (int i = 0; i < count; i++) {
        builder.begin(i);
        builder.set(0, i);
        for (int column = 1; column < layout.columnCount(); column++) {
          if (random.nextInt(100) >= nulls) {
            set(builder, layout, column, random.nextInt(1 + (int) ((long) distinct * i / count)));
          }
        }
        builder.finish();
        ours.write(row.at(builder.bytes(), 0));
        theirs.write(row);
      }
    }

    assertThat(Files.mismatch(own, other)).isEqualTo(-1);
    Files.delete(own);
    Files.delete(other);
    Files.delete(folder);
  }

  private static void set(RowBuilder row, RowLayout layout, int column, int value) {
    long signed = (value & 1) == 0 ? value : -value;
    switch (layout.type(column)) {
      case STRING, BINARY -> {
        byte[] text = ("ä" + Integer.toString(value, 36)).getBytes(UTF_8);
        row.setUtf8(column, text, 0, value % 7 == 0 ? 0 : text.length);
      }
      case FLOAT -> row.set(column, Float.floatToRawIntBits(signed * 0.25f));
      case DOUBLE -> row.set(column, Double.doubleToRawLongBits(signed * 0.01));
      case BOOLEAN -> row.set(column, value % 3 == 0 ? 1 : 0);
      case DECIMAL -> row.setDecimal(column, signed >> 63, signed * 1_000_003);
      default -> row.set(column, signed);
    }
  }
}
