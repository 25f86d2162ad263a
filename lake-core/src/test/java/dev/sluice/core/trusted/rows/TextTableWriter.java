package dev.sluice.core.trusted.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.pipeline.TrustedTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;

/** Writes each row as a line, values parted by bars. */
public final class TextTableWriter implements TableWriter {
  @Override
  public RowFile create(TrustedTable table, Path file) throws IOException {
    BufferedWriter out = Files.newBufferedWriter(file);
    return new RowFile() {
      @Override
      public void write(Row row) throws IOException {
        String between = "";
        for (int column = 0; column < table.columns().size(); column++) {
          if (table.columns().get(column).stored()) {
            out.write(between + text(table, row, column));
            between = "|";
          }
        }
        out.write('\n');
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  private static String text(TrustedTable table, Row row, int column) {
    if (row.isNull(column)) {
      return "-";
    }
    return switch (table.columns().get(column).type()) {
      case STRING -> new String(row.bytes(), row.textOffset(column), row.textLength(column), UTF_8);
      case INT -> Integer.toString(row.intValue(column));
      case LONG -> Long.toString(row.longValue(column));
      case FLOAT -> Float.toString(row.floatValue(column));
      case DOUBLE -> Double.toString(row.doubleValue(column));
      case BOOLEAN -> Boolean.toString(row.booleanValue(column));
      case DATE -> LocalDate.ofEpochDay(row.intValue(column)).toString();
      case TIMESTAMP, TIMESTAMP_MICROS -> row.instantValue(column).toString();
      case DECIMAL -> row.decimalValue(column).toPlainString();
      case BINARY ->
          HexFormat.of()
              .formatHex(
                  row.bytes(),
                  row.textOffset(column),
                  row.textOffset(column) + row.textLength(column));
    };
  }
}
