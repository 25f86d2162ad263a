package dev.sluice.core.produce.replay;

import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.produce.item.TickNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with {@code {column}}, {@code {row}} and what is known of a tick, bound to a file's
 * header.
 */
final class CellTemplate {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
  private static final int ROW = -1;
  private static final int TICK = -2;
  private static final int NONE = -3;
  private static final Set<String> OF_TICK = TickNames.of(Instant.EPOCH).keySet();

  /** Literal text, then a column's index, {@link #ROW}, or {@link #TICK} and what of it. */
  private record Part(String literal, int column, String name) {}

  private final List<Part> parts = new ArrayList<>();
  private final String tail;

  private CellTemplate(String template, List<String> header) {
    Matcher place = PLACE.matcher(template);
    int end = 0;
    while (place.find()) {
      String name = place.group(1);
      int column = place(name, header);
      if (column == NONE) {
        throw new IllegalArgumentException(
            "'%s' names a column '%s', but the file has %s".formatted(template, name, header));
      }
      parts.add(new Part(template.substring(end, place.start()), column, name));
      end = place.end();
    }
    tail = template.substring(end);
  }

  /** A column of the file hides what else has its name. */
  private static int place(String name, List<String> header) {
    if (name.equals("row")) {
      return ROW;
    }
    int column = header.indexOf(name);
    return column >= 0 ? column : OF_TICK.contains(name) ? TICK : NONE;
  }

  static CellTemplate of(String template, List<String> header) {
    return new CellTemplate(template, header);
  }

  /** The cell of one column alone. */
  static CellTemplate column(String name, List<String> header) {
    return new CellTemplate('{' + name + '}', header);
  }

  /** The text, or null if a cell it needs is null. */
  String fill(CsvReader csv, long row, Map<String, String> tick) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.literal());
      if (part.column() == ROW) {
        text.append(row);
      } else if (part.column() == TICK) {
        text.append(tick.get(part.name()));
      } else if (csv.isNullText(part.column())) {
        return null;
      } else {
        text.append(csv.cell(part.column()));
      }
    }
    return text.append(tail).toString();
  }
}
