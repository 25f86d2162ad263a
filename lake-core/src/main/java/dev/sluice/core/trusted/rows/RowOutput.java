package dev.sluice.core.trusted.rows;

import java.io.IOException;
import java.util.List;

/** Takes the rows of a table in their order. */
public interface RowOutput {
  /** Who has to see all rows before the first of them is written, each in a pass of its own. */
  default List<? extends RowPass> before() {
    return List.of();
  }

  /**
   * Takes a row; the view is valid during the call only.
   *
   * @return false: a check keeps it out of the table
   */
  boolean write(Row row) throws IOException;

  /** Sees all rows in their order. */
  interface RowPass {
    /** A row; the view is valid during the call only. */
    void see(Row row) throws IOException;

    /** There are no others. */
    void end() throws IOException;
  }
}
