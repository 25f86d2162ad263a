package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.rows.RowOutput.RowPass;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Finds the rows that have the same values in some columns as a row before them. Rows with a null
 * among these are like no other. The values go to files, as those of {@link SpilledIds}: what grows
 * with the rows is one bit for each, and a 64th of their values.
 */
public final class RepeatedRows implements RowPass, Closeable {
  private final int[] columns;
  private final SpilledIds values;
  private BitSet repeated = new BitSet();
  private int seen;
  private int asked;

  /**
   * @param folder for temporary files
   */
  public RepeatedRows(RowLayout layout, List<String> columns, Path folder) {
    this.columns = columns.stream().mapToInt(layout::index).toArray();
    values = new SpilledIds(layout, new TrustedTable.Dedupe(columns, Optional.empty()), folder);
  }

  @Override
  public void see(Row row) throws IOException {
    int number = seen++;
    for (int column : columns) {
      if (row.isNull(column)) {
        return;
      }
    }
    values.add(row.bytes(), row.start(), number);
  }

  @Override
  public void end() throws IOException {
    repeated = values.duplicates();
  }

  /** Whether the next row is repeated. To be asked for each row in the order in which they came. */
  public boolean isNextRepeated() {
    return repeated.get(asked++);
  }

  @Override
  public void close() throws IOException {
    values.close();
  }
}
