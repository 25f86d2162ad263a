package dev.sluice.core.trusted.check;

import java.io.IOException;
import java.nio.file.Path;

/** The rows of a partition that checks keep out of the table. */
public interface QuarantineRows {
  /** Whether the table has a quarantine, or had one. */
  boolean hasQuarantine();

  /** Whether any row is in the quarantine. */
  boolean hasQuarantined();

  /** The quarantine's file, which has no row if there are none. */
  Path quarantine() throws IOException;
}
