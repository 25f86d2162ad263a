package dev.sluice.core.produce.lines;

import dev.sluice.core.produce.MissedRequest;
import java.util.List;

/**
 * The lines that came since a position.
 *
 * @param lines in order, without their line ends, of no more than {@link LineInput#MOST_BYTES}
 * @param header the line that names the columns of CSV; empty: there was none
 * @param flawed lines of which only a part was kept
 * @param missed what should have brought lines and did not
 * @param position behind the last of them
 */
public record LineBatch(
    List<Line> lines,
    String header,
    List<Flawed> flawed,
    List<MissedRequest> missed,
    String position) {
  /** No lines; nothing has moved. */
  public static LineBatch nothing(String position) {
    return new LineBatch(List.of(), "", List.of(), List.of(), position);
  }

  /**
   * A line.
   *
   * @param number of a file's line from 1 on; of others their place in the batch
   * @param bytes of it, without the line end; not copied
   */
  public record Line(long number, byte[] bytes) {}

  /**
   * A line that can't be read.
   *
   * @param number as for a line
   * @param reason what is wrong with it
   * @param text what was kept of it
   */
  public record Flawed(long number, String reason, String text) {}
}
