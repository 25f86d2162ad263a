package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectSource;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.flaw.FlawTable;
import dev.sluice.core.trusted.read.RawObjectReader;
import dev.sluice.core.trusted.read.UnreadableRawException;
import dev.sluice.core.trusted.rows.FlawedText;
import dev.sluice.core.trusted.rows.PackedRows;
import dev.sluice.core.trusted.rows.RejectedRows;
import dev.sluice.core.trusted.rows.RequiredColumns;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.RowSink;
import java.util.Arrays;
import java.util.List;

/**
 * Reads raw objects into the rows of a table, for engines that de-duplicate and sort by themselves
 * ({@link PackedRows}). Values are cast as the embedded engine casts them, by the same code.
 */
public final class PackedRowReader {
  private final Sink sink;
  private final RawObjectReader reader;

  /** Takes what is in an object. */
  public interface Consumer {
    /**
     * A record's row that has all required values.
     *
     * @param arrival its place in the object, from 0 on
     */
    void row(long arrival, byte[] row);

    /** A row that can't be read, as it is kept: a line of JSON, with its end. */
    void rejected(long arrival, byte[] line);
  }

  /** What became of an object. */
  public sealed interface Reading {
    /**
     * It was read to its end.
     *
     * @param stored how many records there are
     * @param dropped of these, how many gave no row
     * @param flaws for which rows were dropped
     */
    record Whole(long stored, long dropped, List<Flaw> flaws) implements Reading {}

    /** It can't be read: whatever was given of it doesn't count. */
    record Unreadable(String reason) implements Reading {}
  }

  public PackedRowReader(TrustedTable table, Input input) {
    sink = new Sink(new RowLayout(table));
    reader = new RawObjectReader(input, sink);
  }

  /** Reads an object as it was listed; the source opens it. */
  public Reading read(ObjectInfo listed, ObjectSource source, Consumer consumer) {
    sink.begin(consumer);
    try {
      reader.read(listed, source);
      return new Reading.Whole(sink.stored, sink.dropped, sink.flaws.all());
    } catch (UnreadableRawException e) {
      return new Reading.Unreadable(e.getMessage());
    }
  }

  private static final class Sink implements RowSink {
    private final RowLayout layout;
    private final RequiredColumns required;
    private Consumer consumer;
    private long stored;
    private long dropped;
    private FlawTable flaws;

    Sink(RowLayout layout) {
      this.layout = layout;
      required = new RequiredColumns(layout);
    }

    void begin(Consumer next) {
      consumer = next;
      stored = 0;
      dropped = 0;
      flaws = new FlawTable(layout.columns());
    }

    @Override
    public RowLayout layout() {
      return layout;
    }

    @Override
    public long arrival() {
      return stored;
    }

    @Override
    public void add(RowBuilder row) {
      int missing = required.missing(row);
      if (missing >= 0) {
        dropped++;
        row.flaws().countDropped(missing, flaws);
      } else {
        row.finish();
        consumer.row(stored, Arrays.copyOf(row.bytes(), row.length()));
      }
      stored++;
    }

    @Override
    public void addNoRecord() {
      stored++;
      dropped++;
    }

    @Override
    public void reject(FlawedText flawed) {
      consumer.rejected(stored, RejectedRows.line(flawed));
      stored++;
      dropped++;
    }
  }
}
