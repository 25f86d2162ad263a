package dev.sluice.core.trusted.read;

import dev.sluice.core.trusted.rows.FlawedText;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.RowSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps the bytes of rows, where they stood, and what was rejected. */
final class RowsSeen implements RowSink {
  final List<byte[]> rows = new ArrayList<>();
  final List<String> places = new ArrayList<>();
  final List<String> rejected = new ArrayList<>();
  private final RowLayout layout;
  private long arrival;

  RowsSeen(RowLayout layout) {
    this.layout = layout;
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
    places.add(from + "-" + to);
  }

  @Override
  public void add(RowBuilder row) {
    rows.add(finished(row));
    arrival++;
  }

  static byte[] finished(RowBuilder row) {
    row.finish();
    return Arrays.copyOf(row.bytes(), row.length());
  }

  @Override
  public void addNoRecord() {
    arrival++;
  }

  @Override
  public void reject(FlawedText flawed) {
    rejected.add("%d: %s: %s".formatted(flawed.line(), flawed.reason(), flawed.text()));
    arrival++;
  }
}
