package dev.sluice.local.ui;

import java.util.List;
import java.util.Map;

/** What the page can ask a running lake. */
public interface LakeView {
  /** The state of all pipelines, as the page's script reads it. */
  Map<String, Object> status();

  /**
   * Runs SQL over a pipeline's tables.
   *
   * @param most rows at the most
   * @throws QueryFailed with the engine's reason
   */
  Rows query(String pipeline, String sql, int most) throws QueryFailed;

  /**
   * A query's result.
   *
   * @param columns their names
   * @param rows the first of them, values as text or null
   * @param total how many there are
   */
  record Rows(List<String> columns, List<List<String>> rows, long total) {
    Map<String, Object> json() {
      return Map.of("columns", columns, "rows", rows, "total", total);
    }
  }

  /** A query that could not be run. */
  final class QueryFailed extends Exception {
    private static final long serialVersionUID = 1;

    public QueryFailed(String reason) {
      super(reason);
    }
  }
}
