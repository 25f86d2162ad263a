package dev.sluice.core.erase;

import dev.sluice.core.trusted.read.SoughtValue;
import dev.sluice.core.trusted.rows.FlawedText;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.RowSink;
import java.util.Map;
import java.util.TreeMap;

/** Which records of a raw object are to be taken out: those of a table that have the value. */
final class RawCuts implements RowSink {
  private final RowLayout layout;
  private final SoughtValue value;
  private final SoughtText text;

  /** By the records' numbers. */
  private final Map<Long, Cut> cuts = new TreeMap<>();

  private long arrival;
  private Cut here = new Cut(0, 0);

  /** A record's place, as {@link RowSink#at} gives it; of CSV it is not known. */
  record Cut(long from, long to) {}

  RawCuts(RowLayout layout, SoughtValue value, SoughtText text) {
    this.layout = layout;
    this.value = value;
    this.text = text;
  }

  /** Forgets what was found; the next object comes. */
  void begin() {
    cuts.clear();
    arrival = 0;
  }

  Map<Long, Cut> cuts() {
    return cuts;
  }

  /** How many records there were. */
  long records() {
    return arrival;
  }

  @Override
  public RowLayout layout() {
    return layout;
  }

  @Override
  public long arrival() {
    return arrival;
  }

  @Override
  public void at(long from, long to) {
    here = new Cut(from, to);
  }

  @Override
  public void add(RowBuilder row) {
    take(value.isIn(row));
  }

  @Override
  public void addNoRecord() {
    arrival++;
  }

  @Override
  public void reject(FlawedText flawed) {
    take(text.isIn(flawed.bytes()) || text.isIn(flawed.text()));
  }

  private void take(boolean isSought) {
    if (isSought) {
      cuts.put(arrival, here);
    }
    arrival++;
  }
}
