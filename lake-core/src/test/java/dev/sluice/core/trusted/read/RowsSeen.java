package dev.sluice.core.trusted.read;

import dev.sluice.core.trusted.rows.FlawedText;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.RowSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Keeps the bytes of rows, where they stood, and what was rejected. */
final class RowsSeen implements RowSink {
  final List<byte[]> rows = new ArrayList<>();

  /** The same without what lies in them unused. */
  final List<String> told = new ArrayList<>();

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
    byte[] bytes = finished(row);
    rows.add(bytes);
    told.add(told(bytes, row.flaws().length()));
    arrival++;
  }

  private String told(byte[] bytes, int flaws) {
    Row row = new Row(layout).at(bytes, 0);
    StringBuilder told = new StringBuilder();
    for (int column = 0; column < layout.columnCount(); column++) {
      if (row.isNull(column)) {
        told.append("null ");
      } else if (layout.isText(column)) {
        int from = row.textOffset(column);
        told.append(hex(bytes, from, from + row.textLength(column))).append(' ');
      } else {
        told.append(row.longValue(column)).append(' ');
      }
    }
    return told + hex(bytes, bytes.length - flaws, bytes.length);
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.of().formatHex(bytes, from, to);
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
