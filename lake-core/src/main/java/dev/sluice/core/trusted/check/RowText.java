package dev.sluice.core.trusted.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.RowLayout;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is shown of a row as an example: the columns that a rule looks at, and its id. */
final class RowText {
  private final RowLayout layout;
  private final Set<Integer> columns = new LinkedHashSet<>();

  RowText(RowLayout layout, List<String> ruled, List<String> ids) {
    this.layout = layout;
    ruled.forEach(name -> columns.add(layout.index(name)));
    ids.forEach(name -> columns.add(layout.index(name)));
  }

  String of(Row row) {
    List<String> shown = new ArrayList<>();
    for (int column : columns) {
      shown.add(layout.column(column).name() + " = " + value(row, column));
    }
    return String.join(", ", shown);
  }

  private String value(Row row, int column) {
    if (row.isNull(column)) {
      return "null";
    }
    return switch (layout.type(column)) {
      case STRING -> new String(row.bytes(), row.textOffset(column), row.textLength(column), UTF_8);
      case INT, LONG -> Long.toString(row.longValue(column));
      case FLOAT -> Float.toString(row.floatValue(column));
      case DOUBLE -> Double.toString(row.doubleValue(column));
      case BOOLEAN -> Boolean.toString(row.booleanValue(column));
      case DATE -> LocalDate.ofEpochDay(row.intValue(column)).toString();
      case TIMESTAMP, TIMESTAMP_MICROS -> row.instantValue(column).toString();
      case DECIMAL -> row.decimalValue(column).toPlainString();
      case BINARY -> row.textLength(column) + " bytes";
    };
  }
}
