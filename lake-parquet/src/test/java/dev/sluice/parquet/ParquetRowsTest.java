package dev.sluice.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.TableWriter.RowFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetRowsTest {
  private static final int ROWS = 2_000;
  private static final ColumnStyle MICROS =
      new ColumnStyle(FieldIds.BY_POSITION, true, List.of(new ColumnStyle.Constant("year", 99, 7)));
  private static final TrustedTable ALL =
      table(
          column("id", FieldType.STRING),
          column("i", FieldType.INT),
          column("l", FieldType.LONG),
          column("f", FieldType.FLOAT),
          column("d", FieldType.DOUBLE),
          column("b", FieldType.BOOLEAN),
          column("day", FieldType.DATE),
          column("ms", FieldType.TIMESTAMP),
          column("us", FieldType.TIMESTAMP_MICROS),
          column("bytes", FieldType.BINARY),
          decimal(9),
          decimal(18),
          decimal(19),
          decimal(38));

  @TempDir Path folder;

  private static TrustedTable table(Column... columns) {
    return new TrustedTable("t", List.of(columns), columns[0].name(), List.of(), List.of());
  }

  private static Column column(String name, FieldType type) {
    return new Column(name, type, name, false, "");
  }

  private static Column decimal(int precision) {
    ColumnRule rule = ColumnRule.of(new Digits(precision, 1));
    return new Column("d" + precision, FieldType.DECIMAL, "d", rule, false, true, "");
  }

  /** Rows with every column missing now and then, of both signs. */
  private Path write(TrustedTable table, String name) throws IOException {
    RowLayout layout = new RowLayout(table);
    RowBuilder row = new RowBuilder(layout);
    Row view = new Row(layout);
    Path file = folder.resolve(name);
    try (RowFile out = new ParquetTableWriter().create(table, file)) {
      for (int i = 0; i < ROWS; i++) {
        row.begin(i);
        for (int column = 0; column < table.columns().size(); column++) {
          if (column == 0 || (i + column) % 5 != 0) {
            set(row, column, table.columns().get(column).type(), i % 2 == 0 ? i : -i);
          }
        }
        row.finish();
        out.write(view.at(row.bytes(), 0));
      }
    }
    return file;
  }

  private static void set(RowBuilder row, int column, FieldType type, int i) {
    switch (type) {
      case STRING, BINARY -> {
        byte[] text = ("mü€😀" + i).getBytes(UTF_8);
        row.setUtf8(column, text, 0, text.length);
      }
      case FLOAT -> row.set(column, Float.floatToRawIntBits(i / 3f));
      case DOUBLE -> row.set(column, Double.doubleToRawLongBits(i / 3d));
      case BOOLEAN -> row.set(column, i % 3 == 0 ? 1 : 0);
      case DECIMAL -> {
        BigInteger whole = BigInteger.valueOf(i).multiply(BigInteger.valueOf(10_007));
        row.setDecimal(column, whole.shiftRight(Long.SIZE).longValue(), whole.longValue());
      }
      default -> row.set(column, i);
    }
  }

  private Path copy(Path file, TrustedTable table, ColumnStyle style, String name)
      throws IOException {
    Path copy = folder.resolve(name);
    try (RowFile out = new ParquetTableWriter(style).create(table, copy)) {
      new ParquetRows(table, Map.of("big", "i")).copy(file, out);
    }
    return copy;
  }

  @Test
  void rowsOfAllTypesAreTheSame() throws IOException {
    Path plain = write(ALL, "plain");
    Path micros = copy(plain, ALL, MICROS, "micros");
    assertThat(copy(plain, ALL, ColumnStyle.PLAIN, "again")).hasSameBinaryContentAs(plain);
    assertThat(copy(micros, ALL, ColumnStyle.PLAIN, "back")).hasSameBinaryContentAs(plain);
    assertThat(Files.size(micros)).isNotEqualTo(Files.size(plain));
  }

  @Test
  void columnsAreWiderOrRenamedOrMissing() throws IOException {
    Path old = write(table(column("id", FieldType.STRING), column("i", FieldType.INT)), "old");
    TrustedTable next =
        table(
            column("id", FieldType.STRING),
            column("big", FieldType.LONG),
            column("new", FieldType.DOUBLE));
    TrustedTable wide = table(column("id", FieldType.STRING), column("big", FieldType.LONG));
    Path copied = copy(old, next, ColumnStyle.PLAIN, "next");
    assertThat(copy(copied, wide, ColumnStyle.PLAIN, "wide"))
        .hasSameBinaryContentAs(write(wide, "wanted"));
  }

  @Test
  void valuesOfAnotherTypeAreRefused() throws IOException {
    Path old = write(table(column("id", FieldType.STRING), column("i", FieldType.LONG)), "old");
    TrustedTable narrow = table(column("id", FieldType.STRING), column("i", FieldType.INT));
    assertThatThrownBy(() -> copy(old, narrow, ColumnStyle.PLAIN, "narrow"))
        .isInstanceOf(IOException.class)
        .hasMessage("column 'i' is 'optional int64 i = 2' in the file, and is to be int");
  }
}
