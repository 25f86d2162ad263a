package dev.sluice.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random rows of a table with a column of each type, the values that are easily got wrong among
 * them. Values are as Iceberg has them inside: times in microseconds, dates in days.
 */
final class EveryType {
  static final List<Column> COLUMNS =
      List.of(
          column("id", FieldType.STRING),
          column("event_time", FieldType.TIMESTAMP),
          column("moment", FieldType.TIMESTAMP_MICROS),
          column("day", FieldType.DATE),
          column("small", FieldType.INT),
          column("large", FieldType.LONG),
          column("rough", FieldType.FLOAT),
          column("exact", FieldType.DOUBLE),
          column("ok", FieldType.BOOLEAN),
          column("text", FieldType.STRING),
          column("content", FieldType.BINARY),
          decimal("d9", 9, 2),
          decimal("d18", 18, 4),
          decimal("d20", 20, 0),
          decimal("d38", 38, 10));

  private static final String[] TEXTS = {
    "",
    "a",
    "a text that is longer than sixteen",
    "ü😀ü😀ü😀ü😀ü😀ü😀ü😀ü😀ü😀",
    "sixteen letters.",
    "fifteen letters\uD7FF and",
    "\uDBFF\uDFFF".repeat(20),
    "a\uDBFF\uDFFF".repeat(12),
    "\uFFFF".repeat(18),
    "\uD7FF".repeat(17),
    "\u0000",
    "'quoted', \"twice\"\n"
  };
  private static final long[] MOMENTS = {
    0, -1, 1, 999, -999, 1_780_315_200_123_456L, -62_135_596_800_000_000L, 253_402_300_799_999_999L
  };

  private final Random random;

  EveryType(long seed) {
    random = new Random(seed);
  }

  private static Column column(String name, FieldType type) {
    return new Column(name, type, name, name.equals("id"), "");
  }

  private static Column decimal(String name, int precision, int scale) {
    ColumnRule rule = ColumnRule.of(new Digits(precision, scale));
    return new Column(name, FieldType.DECIMAL, name, rule, false, true, "");
  }

  static TrustedTable table() {
    return IceFarm.table(COLUMNS.toArray(Column[]::new));
  }

  static TableDesign design(TableSpec spec) {
    return TableDesign.of(table(), spec, Map.of(), IceFarm.LOCATION);
  }

  /** Rows of which in some columns some values, or all, are null. */
  List<List<Object>> rows(int count) {
    double[] nulls = random.doubles(COLUMNS.size()).map(p -> p < 0.7 ? 0 : p * 2 - 1.4).toArray();
    nulls[random.nextInt(COLUMNS.size() - 1) + 1] = 1;
    nulls[0] = 0;
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Object> row = new ArrayList<>();
      for (int column = 0; column < nulls.length; column++) {
        boolean isNull = random.nextDouble() < nulls[column];
        row.add(isNull ? null : column == 0 ? "row-" + i : value(COLUMNS.get(column)));
      }
      rows.add(row);
    }
    return rows;
  }

  private Object value(Column column) {
    return switch (column.type()) {
      case STRING -> TEXTS[random.nextInt(TEXTS.length)];
      case INT -> one(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1, random.nextInt());
      case LONG -> one(Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L, random.nextLong());
      case FLOAT ->
          one(0f, -0f, Float.NaN, Float.MIN_VALUE, -Float.MAX_VALUE, 1 / 0f, random.nextFloat());
      case DOUBLE ->
          one(
              0d,
              -0d,
              Double.NaN,
              Double.MIN_VALUE,
              Double.MAX_VALUE,
              -1 / 0d,
              random.nextDouble());
      case BOOLEAN -> random.nextBoolean();
      case DATE -> one(0, -1, -719_162, 2_932_896, random.nextInt(30_000));
      case TIMESTAMP -> Math.floorDiv(moment(), 1_000L) * 1_000L;
      case TIMESTAMP_MICROS -> moment();
      case DECIMAL -> decimal(column.rule().digits().orElseThrow());
      case BINARY -> bytes();
    };
  }

  private Object one(Object... values) {
    return values[random.nextInt(values.length)];
  }

  private long moment() {
    return random.nextInt(4) == 0
        ? MOMENTS[random.nextInt(MOMENTS.length)]
        : 1_780_315_200_000_000L + random.nextInt(1_000_000_000) * 300L;
  }

  private BigDecimal decimal(Digits digits) {
    BigInteger largest = digits.bound().subtract(BigInteger.ONE);
    BigInteger value =
        (BigInteger)
            one(
                largest,
                largest.negate(),
                BigInteger.ZERO,
                BigInteger.ONE.negate(),
                BigInteger.valueOf(127 + random.nextInt(3)),
                BigInteger.valueOf(-127 - random.nextInt(3)),
                new BigInteger(digits.bound().bitLength() + 8, random)
                    .mod(digits.bound())
                    .multiply(BigInteger.valueOf(random.nextInt(2) * 2L - 1)));
    return new BigDecimal(value, digits.scale());
  }

  private ByteBuffer bytes() {
    byte[] bytes = new byte[(int) one(0, 1, 15, 16, 17, 40)];
    byte fill = (byte) (int) one(-1, 0, 127, -128);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = random.nextInt(4) == 0 ? (byte) random.nextInt() : fill;
    }
    return ByteBuffer.wrap(random.nextInt(3) == 0 ? new byte[] {-1, -1, -1} : bytes);
  }

  /** The files of these rows. */
  static List<UnitFiles.WrittenFile> write(TableLayout layout, List<List<Object>> rows, Path work)
      throws IOException {
    UnitFiles files = new UnitFiles(table(), layout, UnitFiles.TARGET_BYTES);
    RowLayout of = new RowLayout(table());
    RowBuilder builder = new RowBuilder(of);
    try (TableWriter.RowFile out = files.create(table(), work.resolve("rows.parquet"))) {
      for (List<Object> row : rows) {
        builder.begin(0);
        for (int column = 0; column < row.size(); column++) {
          if (row.get(column) != null) {
            set(builder, column, row.get(column));
          }
        }
        builder.finish();
        out.write(new Row(of).at(builder.bytes(), 0));
      }
    }
    return files.written();
  }

  private static void set(RowBuilder row, int column, Object value) {
    switch (COLUMNS.get(column).type()) {
      case STRING -> text(row, column, ((String) value).getBytes(UTF_8));
      case BINARY -> text(row, column, ((ByteBuffer) value).array());
      case INT, LONG, DATE, TIMESTAMP_MICROS -> row.set(column, ((Number) value).longValue());
      case TIMESTAMP -> row.set(column, (long) value / 1_000);
      case FLOAT -> row.set(column, Float.floatToRawIntBits((float) value));
      case DOUBLE -> row.set(column, Double.doubleToRawLongBits((double) value));
      case BOOLEAN -> row.set(column, (boolean) value ? 1 : 0);
      case DECIMAL -> {
        BigInteger unscaled = ((BigDecimal) value).unscaledValue();
        row.setDecimal(column, unscaled.shiftRight(64).longValue(), unscaled.longValue());
      }
    }
  }

  private static void text(RowBuilder row, int column, byte[] bytes) {
    row.setUtf8(column, bytes, 0, bytes.length);
  }
}
