package dev.sluice.core.produce.replay;

import dev.sluice.core.csv.CsvReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code {column}} and {@code {row}}, bound to a file's header. */
final class CellTemplate {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
  private static final int ROW = -1;

  /** Literal text, then a column's index or {@link #ROW}. */
  private record Part(String literal, int column) {}

  private final List<Part> parts = new ArrayList<>();
  private final String tail;

  private CellTemplate(String template, List<String> header) {
    Matcher place = PLACE.matcher(template);
    int end = 0;
    while (place.find()) {
      String name = place.group(1);
      int column = name.equals("row") ? ROW : header.indexOf(name);
      if (column < 0 && !name.equals("row")) {
        throw new IllegalArgumentException(
            "'%s' names a column '%s', but the file has %s".formatted(template, name, header));
      }
      parts.add(new Part(template.substring(end, place.start()), column));
      end = place.end();
    }
    tail = template.substring(end);
  }

  static CellTemplate of(String template, List<String> header) {
    return new CellTemplate(template, header);
  }

  /** The cell of one column alone. */
  static CellTemplate column(String name, List<String> header) {
    return new CellTemplate('{' + name + '}', header);
  }

  /** The text, or null if a cell it needs is null. */
  String fill(CsvReader csv, long row) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.literal());
      if (part.column() == ROW) {
        text.append(row);
      } else if (csv.isNullText(part.column())) {
        return null;
      } else {
        text.append(csv.cell(part.column()));
      }
    }
    return text.append(tail).toString();
  }
}
