package dev.sluice.local.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localaws.athena.result.QueryResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What differs between expected rows and a result, in lines for a reader. */
final class RowDiff {
  private static final int MOST = 10;

  private final List<JsonNode> expected;
  private final List<List<String>> rows;
  private final List<String> columns;
  private final int[] partner;
  private final int[] expectedOf;

  private RowDiff(List<JsonNode> expected, QueryResult result) {
    this.expected = expected;
    rows = result.rows();
    columns = result.columns().stream().map(QueryResult.Column::name).toList();
    partner = new int[expected.size()];
    expectedOf = new int[rows.size()];
    Arrays.fill(partner, -1);
    Arrays.fill(expectedOf, -1);
  }

  /** The differences; none: the rows are as expected. */
  static List<String> of(List<JsonNode> expected, QueryResult result, boolean isOrdered) {
    RowDiff diff = new RowDiff(expected, result);
    List<String> unknown = diff.unknownColumns();
    if (!unknown.isEmpty()) {
      return unknown;
    }
    for (int row = 0; row < expected.size(); row++) {
      if (isOrdered) {
        diff.pairInPlace(row);
      } else {
        diff.pair(row, new boolean[result.rows().size()]);
      }
    }
    return diff.lines();
  }

  private List<String> unknownColumns() {
    return expected.stream()
        .flatMap(row -> names(row).stream())
        .distinct()
        .filter(name -> !columns.contains(name))
        .map(name -> "has no column '%s'; it has %s".formatted(name, String.join(", ", columns)))
        .toList();
  }

  private static List<String> names(JsonNode row) {
    List<String> names = new ArrayList<>();
    row.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void pairInPlace(int row) {
    if (row < rows.size() && equalColumns(row, row) == expected.get(row).size()) {
      partner[row] = row;
      expectedOf[row] = row;
    }
  }

  /** Each expected row gets a row of its own, others giving way, if there is a way at all. */
  private boolean pair(int row, boolean[] tried) {
    for (int found = 0; found < rows.size(); found++) {
      if (!tried[found] && equalColumns(row, found) == expected.get(row).size()) {
        tried[found] = true;
        if (expectedOf[found] < 0 || pair(expectedOf[found], tried)) {
          expectedOf[found] = row;
          partner[row] = found;
          return true;
        }
      }
    }
    return false;
  }

  private int equalColumns(int row, int found) {
    int equal = 0;
    for (Iterator<Map.Entry<String, JsonNode>> cells = expected.get(row).fields();
        cells.hasNext(); ) {
      Map.Entry<String, JsonNode> cell = cells.next();
      String text = rows.get(found).get(columns.indexOf(cell.getKey()));
      equal += CellText.isEqual(cell.getValue(), text) ? 1 : 0;
    }
    return equal;
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < expected.size(); row++) {
      if (partner[row] < 0) {
        lines.add(unmatched(row));
      }
    }
    for (int found = 0; found < rows.size(); found++) {
      if (expectedOf[found] < 0) {
        lines.add("not expected: " + shown(found));
      }
    }
    int more = lines.size() - MOST;
    return more > 0
        ? IntStream.rangeClosed(0, MOST)
            .mapToObj(i -> i < MOST ? lines.get(i) : "… and %d more".formatted(more))
            .toList()
        : lines;
  }

  /** Beside the row that is most like it. */
  private String unmatched(int row) {
    int best = -1;
    for (int found = 0; found < rows.size(); found++) {
      if (expectedOf[found] < 0
          && equalColumns(row, found) > (best < 0 ? 0 : equalColumns(row, best))) {
        best = found;
      }
    }
    if (best < 0) {
      return "missing: " + expected.get(row);
    }
    expectedOf[best] = row;
    int place = best;
    List<String> differences = new ArrayList<>();
    expected
        .get(row)
        .fields()
        .forEachRemaining(
            cell -> {
              String text = rows.get(place).get(columns.indexOf(cell.getKey()));
              if (!CellText.isEqual(cell.getValue(), text)) {
                differences.add(
                    "%s is %s, not %s".formatted(cell.getKey(), text, cell.getValue().asText()));
              }
            });
    return "differs: %s: %s".formatted(expected.get(row), String.join("; ", differences));
  }

  private String shown(int found) {
    StringBuilder text = new StringBuilder("{");
    for (int column = 0; column < columns.size(); column++) {
      text.append(column == 0 ? "" : ", ").append(columns.get(column)).append(": ");
      text.append(rows.get(found).get(column));
    }
    return text.append('}').toString();
  }
}
