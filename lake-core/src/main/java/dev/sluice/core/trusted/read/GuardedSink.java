package dev.sluice.core.trusted.read;

import dev.sluice.core.trusted.rows.FlawedText;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.RowSink;

/** Lets what the sink throws be told from what the reader throws. */
record GuardedSink(RowSink rows) implements RowSink {
  /** The sink could not take what was read; that is no fault of the object. */
  static final class SinkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SinkException(Throwable cause) {
      super(cause);
    }

    /** Throws what the sink threw. */
    void rethrow() {
      if (getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) getCause();
    }
  }

  @Override
  public RowLayout layout() {
    return rows.layout();
  }

  @Override
  public long arrival() {
    return rows.arrival();
  }

  @Override
  public void at(long from, long to) {
    rows.at(from, to);
  }

  @Override
  public void add(RowBuilder row) {
    try {
      rows.add(row);
    } catch (RuntimeException | Error e) {
      throw new SinkException(e);
    }
  }

  @Override
  public void addNoRecord() {
    rows.addNoRecord();
  }

  @Override
  public void reject(FlawedText flawed) {
    try {
      rows.reject(flawed);
    } catch (RuntimeException | Error e) {
      throw new SinkException(e);
    }
  }
}
