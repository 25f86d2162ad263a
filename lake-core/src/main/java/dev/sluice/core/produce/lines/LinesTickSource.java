package dev.sluice.core.produce.lines;

import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.source.LinesSource;
import dev.sluice.core.pipeline.source.LinesSource.Command;
import dev.sluice.core.produce.InvocationDeadline;
import dev.sluice.core.produce.MissedRequest;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.TickOutput;
import dev.sluice.core.produce.TickSource;
import dev.sluice.core.produce.Ticks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines as a source. Of several ticks that are due, only the last is asked for: a sensor has no
 * past, and of the other inputs it takes what came since. Ticks at which a command was not run,
 * though this process was there, count as missed.
 *
 * <p>What was read and did not arrive is kept and handed out again, as its input has it no more.
 */
public final class LinesTickSource implements TickSource {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A position begins with the tick that brought it, so that each one's differs. */
  private static final char END = '|';

  private static final String LATE =
      "the tick was left out: the one before took too long, or there was no room to keep it";

  /** What was read after a position, and perhaps has not arrived. */
  private record Unsent(String after, TickOutput output) {}

  /** What the input has given away, and how many ticks were left out before. */
  private record InHand(LineBatch batch, long skipped) {}

  private final LineRecords records;
  private final LineInput input;
  private Optional<Unsent> unsent = Optional.empty();
  private Optional<InHand> inHand = Optional.empty();
  private Optional<Instant> asked = Optional.empty();
  private long skipped;

  /**
   * A feed's source.
   *
   * @param host the machine's name, for templates
   */
  public LinesTickSource(LinesSource source, RecordSpec record, String host, LineInput input)
      throws IOException {
    this.records = new LineRecords(source, record, host);
    this.input = input;
  }

  @Override
  public int mostAtOnce() {
    return 1;
  }

  @Override
  public Instant next(Ticks grid, Instant done, Instant time) {
    Instant last = grid.at(time);
    boolean isRun = records.source().input() instanceof Command;
    skipped = asked.filter(any -> isRun).map(from -> grid.between(from, last) - 1).orElse(0L);
    return last;
  }

  @Override
  public TickOutput output(Tick tick) throws IOException {
    return output(tick, new InvocationDeadline(tick.time(), () -> MINUTE)).orElseThrow();
  }

  @Override
  public Optional<TickOutput> output(Tick tick, InvocationDeadline deadline) throws IOException {
    Optional<TickOutput> again =
        unsent.filter(each -> each.after().equals(tick.position())).map(Unsent::output);
    if (again.isEmpty()) {
      again = Optional.of(read(tick, deadline));
      unsent = again.map(output -> new Unsent(tick.position(), output));
      inHand = Optional.empty();
    }
    return again;
  }

  private TickOutput read(Tick tick, InvocationDeadline deadline) throws IOException {
    if (inHand.isEmpty()) {
      String before = tick.position();
      LineBatch read = input.read(before.substring(before.indexOf(END) + 1), deadline);
      inHand = Optional.of(new InHand(read, skipped));
      asked = Optional.of(tick.time());
      skipped = 0;
    }
    LineBatch batch = inHand.get().batch();
    LineRecords.Taken taken = records.read(batch, input.name(), tick);
    List<MissedRequest> missed = new ArrayList<>(batch.missed());
    if (inHand.get().skipped() > 0) {
      missed.add(new MissedRequest(input.name(), LATE, inHand.get().skipped()));
    }
    return new TickOutput(
        taken.entries(),
        List.of(),
        taken.rejected(),
        Optional.empty(),
        missed,
        tick.time().toString() + END + batch.position());
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
