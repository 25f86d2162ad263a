package dev.sluice.core.produce.lines;

import dev.sluice.core.produce.InvocationDeadline;
import java.io.Closeable;
import java.io.IOException;

/** What brings lines: a process, standard input, a file. It is asked by one thread. */
public interface LineInput extends Closeable {
  /** A longer line is not taken: the stream would not take its record. */
  int LONGEST_LINE = 1 << 20;

  /** Enough for a batch; a line that begins before it is taken whole. */
  int MOST_BYTES = 2 << 20;

  /** How much of a name is shown. */
  int NAME = 100;

  /** How many lines are enough for a batch. */
  int MOST_LINES = 10_000;

  /** What lines are called where they are rejected: a command's name, a file's name. */
  String name();

  /**
   * The lines that came since that position, at most {@link #MOST_LINES}. Lines that were handed
   * out once need not be handed out again, except those of a file.
   *
   * @param position as the last batch that arrived told it; empty at first
   * @param deadline until when lines may be waited for
   * @throws IOException if they can't be had at all: they are asked for again then
   */
  LineBatch read(String position, InvocationDeadline deadline) throws IOException;
}
