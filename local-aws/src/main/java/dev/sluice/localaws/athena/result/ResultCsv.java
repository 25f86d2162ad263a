package dev.sluice.localaws.athena.result;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Results as Athena writes them. Of SELECT: CSV with a header, every value in quotes, a null as
 * nothing; lines end with \n. Of other statements: lines of text, each one value, with \n between
 * them.
 */
public final class ResultCsv {
  private ResultCsv() {}

  public static byte[] write(QueryResult result) {
    StringBuilder text = new StringBuilder();
    if (result.header()) {
      line(text, result.columns().stream().map(QueryResult.Column::name).toList());
      result.rows().forEach(row -> line(text, row));
    } else {
      List<String> lines = result.rows().stream().map(row -> String.join("\t", row)).toList();
      text.append(String.join("\n", lines));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #write} wrote, the header's line included. */
  public static List<List<String>> read(byte[] content, boolean csv) {
    String text = new String(content, StandardCharsets.UTF_8);
    return csv ? csv(text) : text.lines().map(List::of).toList();
  }

  private static List<List<String>> csv(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '"') {
        StringBuilder cell = new StringBuilder();
        at = quoted(text, at + 1, cell);
        row.add(cell.toString());
      } else {
        row.add(null);
      }
      if (text.charAt(at) == '\n') {
        rows.add(row);
        row = new ArrayList<>();
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '\n') {
        row.add(null);
        rows.add(row);
        row = new ArrayList<>();
        at++;
      }
      at++;
    }
    return rows;
  }

  /** Returns where the value's closing quote is followed by something else. */
  private static int quoted(String text, int start, StringBuilder cell) {
    int at = start;
    while (true) {
      int quote = text.indexOf('"', at);
      cell.append(text, at, quote);
      if (quote + 1 < text.length() && text.charAt(quote + 1) == '"') {
        cell.append('"');
        at = quote + 2;
      } else {
        return quote + 1;
      }
    }
  }

  private static void line(StringBuilder text, List<String> cells) {
    String separator = "";
    for (String cell : cells) {
      text.append(separator);
      if (cell != null) {
        text.append('"').append(cell.replace("\"", "\"\"")).append('"');
      }
      separator = ",";
    }
    text.append('\n');
  }
}
