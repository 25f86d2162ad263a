package dev.sluice.core.trusted.rows;

import dev.sluice.core.pipeline.TrustedTable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Writes rows of a table into a file of the lake's format. */
public interface TableWriter {
  /**
   * Starts a file, replacing one that is there. It is complete once closed; equal rows in equal
   * order give equal bytes.
   */
  RowFile create(TrustedTable table, Path file) throws IOException;

  /** A file that is being written. Close it also after an exception. */
  interface RowFile extends Closeable {
    /** Appends a row; the view is valid during the call only. */
    void write(Row row) throws IOException;
  }
}
