package dev.sluice.localaws.athena.ddl;

import dev.sluice.localaws.athena.result.QueryResult;
import java.util.List;

/** Results of SHOW and DESCRIBE: lines of text, each one value whatever the columns are. */
final class TextResult {
  static final QueryResult NONE = new QueryResult(List.of(), List.of(), false, 0);

  private TextResult() {}

  static QueryResult of(String column, List<String> lines) {
    return of(List.of(column), lines);
  }

  static QueryResult of(List<String> columns, List<String> lines) {
    return result(columns, "string", lines);
  }

  static QueryResult ofTrino(List<String> columns, List<String> lines) {
    return result(columns, "varchar", lines);
  }

  private static QueryResult result(List<String> columns, String type, List<String> lines) {
    return new QueryResult(
        columns.stream().map(name -> new QueryResult.Column(name, type, 0, 0)).toList(),
        lines.stream().map(List::of).toList(),
        false,
        0);
  }

  /** At least 20 characters wide, as Hive has it. */
  static String padded(String text) {
    return text + " ".repeat(Math.max(0, 20 - text.codePointCount(0, text.length())));
  }

  static String line(String name, String type, String comment) {
    return padded(name) + "\t" + padded(type) + "\t" + padded(comment).split("\t", 2)[0];
  }
}
