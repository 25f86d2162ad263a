package dev.sluice.local.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Rows of a result as an aligned table of text. */
public final class CsvTable {
  private CsvTable() {}

  /**
   * Renders the header and the first rows.
   *
   * @param rows the header first
   * @param most rows shown below the header
   */
  public static List<String> render(List<List<String>> rows, int most) {
    List<List<String>> shown = rows.subList(0, Math.min(rows.size(), most + 1));
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : shown) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], text(row.get(i)).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : shown) {
      lines.add(line(row, widths));
    }
    if (rows.size() > shown.size()) {
      lines.add("… " + (rows.size() - shown.size()) + " more");
    }
    return lines;
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String text = text(row.get(i));
      String padding = " ".repeat(widths[i] - text.length());
      line.append(isNumber(text) ? padding + text : text + padding).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  private static boolean isNumber(String text) {
    return text.matches("-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?");
  }
}
