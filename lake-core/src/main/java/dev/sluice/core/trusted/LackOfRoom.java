package dev.sluice.core.trusted;

import dev.sluice.core.trusted.parts.PartFolder.LostPartException;
import dev.sluice.core.trusted.read.UnreadableRawException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What fails beside others may go well alone. */
final class LackOfRoom {
  private LackOfRoom() {}

  /** Whether there may have been too little memory, or room on the disk. */
  static boolean mayBe(Throwable failure) {
    boolean isOfData =
        failure instanceof UnreadableRawException
            || failure instanceof RefusedRowsException
            || failure instanceof LostPartException;
    return !isOfData
        && (failure instanceof OutOfMemoryError
            || failure instanceof IOException
            || failure instanceof UncheckedIOException);
  }
}
