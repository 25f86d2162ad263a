package dev.sluice.localaws.athena.result;

import java.util.List;

/** The heap that the rows of a result take until they are written: about that of their texts. */
public final class ResultMemory {
  /** A text, its array of bytes and its place in the row. */
  private static final int CELL = 56;

  private final long most;
  private long taken;

  /**
   * @param most bytes that a result may take
   */
  public ResultMemory(long most) {
    this.most = most;
  }

  /**
   * Takes room for a row.
   *
   * @throws QueryFailedException if there is not enough
   */
  public void take(List<String> row) throws QueryFailedException {
    taken += CELL;
    for (String cell : row) {
      taken += cell == null ? Long.BYTES : CELL + cell.length();
    }
    if (taken > most) {
      throw new QueryFailedException(
          "EXCEEDED_LOCAL_LIMIT",
          ("The result takes more than %d MiB of memory, a quarter of what the local lake has; add"
                  + " LIMIT or aggregate, or start the lake with more by SLUICE_HEAP")
              .formatted(most >> 20));
    }
  }
}
