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
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The same bytes as parquet-java's where types, pages, dictionaries and statistics have edges. */
class EdgeValuesPropertyTest {
  private static final int PAGE = 20_000;
  private static final int[] COUNTS = {1, 7, 8, 9, 503, 504, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE};
  private static final double[] DOUBLES = {
    0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 1, -1
  };

  /** How a column's values follow one another, where it has none, and how they look. */
  private record Shape(int order, int nulls, int style) {
    static Shape of(Random random) {
      return new Shape(random.nextInt(5), random.nextInt(7), random.nextInt(6));
    }

    int value(int row, Random random) {
      return switch (order) {
        case 0 -> 7;
        case 1 -> random.nextInt(5);
        case 2 -> row;
        case 3 -> random.nextInt(1_000_000_000);
        default -> row < PAGE ? row % 3 : row;
      };
    }

    boolean isNull(int row, Random random) {
      return switch (nulls) {
        case 0 -> false;
        case 1 -> true;
        case 2 -> row < PAGE;
        case 3 -> row % 2 == 0;
        case 4 -> row % 16 < 8;
        case 5 -> row / PAGE % 2 == 1;
        default -> random.nextInt(100) > 0;
      };
    }
  }

  private static TrustedTable table() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("id", FieldType.LONG, "id", true, ""));
    for (FieldType type : FieldType.values()) {
      ColumnRule rule =
          type == FieldType.DECIMAL ? ColumnRule.of(new Digits(38, 3)) : ColumnRule.NONE;
      columns.add(new Column("a_" + type.word(), type, "a", rule, false, true, ""));
    }
    return new TrustedTable("things", columns, "id", List.of("id"), List.of());
  }

  @Property(tries = 60)
  void givesTheSameBytes(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    TrustedTable table = table();
    RowLayout layout = new RowLayout(table);
    List<Shape> shapes = table.columns().stream().map(any -> Shape.of(random)).toList();
    Path folder = Files.createTempDirectory("edges-");
    Path own = folder.resolve("own.parquet");
    Path other = folder.resolve("other.parquet");
    RowBuilder builder = new RowBuilder(layout);
    Row row = new Row(layout);
    int count = COUNTS[random.nextInt(COUNTS.length)];
    try (ParquetFile ours = new ParquetTableWriter().create(table, own);
        ParquetJavaFile theirs = new ParquetJavaFile(table, other)) {
      for (int i = 0; i < count; i++) {
        fill(builder, layout, shapes, i, random);
        ours.write(row.at(builder.bytes(), 0));
        theirs.write(row);
      }
    }

    assertThat(Files.mismatch(own, other)).as(count + " rows of " + shapes).isEqualTo(-1);
    Files.delete(own);
    Files.delete(other);
    Files.delete(folder);
  }

  private static void fill(
      RowBuilder builder, RowLayout layout, List<Shape> shapes, int row, Random random) {
    builder.begin(row);
    builder.set(0, row);
    for (int column = 1; column < layout.columnCount(); column++) {
      Shape shape = shapes.get(column);
      if (!shape.isNull(row, random)) {
        set(builder, layout.type(column), column, shape.style, shape.value(row, random));
      }
    }
    builder.finish();
  }

  private static void set(RowBuilder row, FieldType type, int column, int style, int value) {
    double number = style < 3 ? DOUBLES[value % DOUBLES.length] : value * -0.1;
    long edge = value % 2 == 0 ? Long.MIN_VALUE + value : Long.MAX_VALUE - value;
    switch (type) {
      case STRING, BINARY -> {
        byte[] text = text(style, value).getBytes(UTF_8);
        row.setUtf8(column, text, 0, text.length);
      }
      case FLOAT -> row.set(column, Float.floatToRawIntBits((float) number));
      case DOUBLE -> row.set(column, Double.doubleToRawLongBits(number));
      case BOOLEAN -> row.set(column, style < 2 ? style : value & 1);
      case DECIMAL -> {
        BigInteger wide = BigInteger.valueOf(edge).multiply(BigInteger.TEN.pow(3 * style));
        row.setDecimal(column, wide.shiftRight(Long.SIZE).longValue(), wide.longValue());
      }
      case INT, DATE -> row.set(column, style < 3 ? (int) (edge >> 32) ^ (int) edge : -value);
      case LONG -> row.set(column, style < 3 ? edge : -value);
      default -> row.set(column, style < 3 ? value : value * -1_000L);
    }
  }

  /** Together less than a megabyte for a page. */
  private static String text(int style, int value) {
    return switch (style) {
      case 0 -> "";
      case 1 -> "x".repeat(value % 3 == 0 ? 70 : 9) + value % 1_000;
      case 2 -> "\uDBFF\uDFFF".repeat(value % 11);
      case 3 -> "a".repeat(value % 30);
      case 4 -> "\0".repeat(value % 5) + "\uFFFF".repeat(value % 3);
      default -> (value > 0 && value % 397 == 0 ? "y".repeat(5_000) : "z") + value % 100_000;
    };
  }
}
