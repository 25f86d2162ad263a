package dev.sluice.core.produce.replay;

import dev.sluice.core.csv.CsvHeader;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.lake.RawBytes;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.source.ReplaySource;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.TickOutput;
import dev.sluice.core.produce.TickSource;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.item.TickNames;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Plays the rows of a CSV file: the tick of index n yields the rows from {@code n * rowsPerTick}
 * on. A row that is no record takes its place all the same and is yielded as rejected. After the
 * last row, ticks are empty.
 *
 * <p>The file stays open between ticks; a tick that doesn't follow the last one reads the file from
 * its beginning. A change of {@code rowsPerTick} of a running pipeline moves its place in the file.
 * Not thread-safe.
 */
public final class Replay implements TickSource {
  private final ReplaySource source;
  private final RecordSpec record;
  private CsvReader csv;
  private RowReader rows;
  private long position;

  public Replay(ReplaySource source, RecordSpec record) {
    this.source = source;
    this.record = record;
  }

  @Override
  public TickOutput output(Tick tick) throws IOException {
    long first = Math.multiplyExact(tick.index(), (long) source.rowsPerTick());
    seek(first);
    Map<String, String> names = TickNames.of(tick.time());
    List<Entry> entries = new ArrayList<>();
    List<RejectedRow> rejected = new ArrayList<>();
    while (position < first + source.rowsPerTick() && csv.advance()) {
      position++;
      try {
        entries.add(rows.read(csv, position, names));
      } catch (RowReader.UnreadableRowException e) {
        String file = source.file().getFileName().toString();
        rejected.add(new RejectedRow(e.getMessage(), file, csv.line(), csv.text()));
      }
    }
    return new TickOutput(entries, List.of(), rejected);
  }

  private void seek(long row) throws IOException {
    if (csv == null || row < position) {
      open();
    }
    while (position < row && csv.advance()) {
      position++;
    }
  }

  private void open() throws IOException {
    close();
    csv = new CsvReader(RawBytes.open(Files.newInputStream(source.file())), source.dialect());
    CsvHeader header =
        csv.readHeader()
            .orElseThrow(
                () ->
                    new IOException(
                        source.file() + " is empty; its first row must name the columns"));
    rows = new RowReader(source, record, header.names());
    position = 0;
  }

  @Override
  public void close() throws IOException {
    if (csv != null) {
      csv.close();
      csv = null;
    }
  }
}
