package dev.sluice.localaws.athena.result;

import java.util.List;

/**
 * The result of a statement, as text.
 *
 * @param header whether the first row of Athena's answer is the columns' names: true for SELECT
 * @param rows the cells as Athena writes them; null is SQL's null
 * @param scannedBytes the size of all objects of the tables that the statement names, in bytes;
 *     Athena counts only the columns and partitions that were read
 */
public record QueryResult(
    List<Column> columns, List<List<String>> rows, boolean header, long scannedBytes) {

  /**
   * A column of a result.
   *
   * @param type as Athena names it, e.g. {@code varchar}
   */
  public record Column(String name, String type, int precision, int scale) {}
}
