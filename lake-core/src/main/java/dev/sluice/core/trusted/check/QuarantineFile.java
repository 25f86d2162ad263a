package dev.sluice.core.trusted.check;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.RowBuilder;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The file with the rows that checks keep out of a table, each with the names of the checks. */
final class QuarantineFile implements Closeable {
  private final TableWriter.RowFile file;
  private final RowLayout layout;
  private final RowBuilder builder;
  private final Row view;

  QuarantineFile(TrustedTable quarantine, TableWriter writer, Path path) throws IOException {
    layout = new RowLayout(quarantine);
    builder = new RowBuilder(layout);
    view = new Row(layout);
    file = writer.create(quarantine, path);
  }

  void write(Row row, String checks) throws IOException {
    builder.begin(0);
    int last = layout.columnCount() - 1;
    for (int column = 0; column < last; column++) {
      if (row.isNull(column)) {
        continue;
      }
      if (layout.isText(column)) {
        builder.setUtf8(column, row.bytes(), row.textOffset(column), row.textLength(column));
      } else {
        builder.set(column, row.longValue(column));
      }
    }
    builder.setText(last, checks.toCharArray(), 0, checks.length());
    builder.finish();
    file.write(view.at(builder.bytes(), 0));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
