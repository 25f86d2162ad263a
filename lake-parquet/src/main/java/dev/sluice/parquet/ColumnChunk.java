package dev.sluice.parquet;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.schema.PrimitiveType;

/**
 * An optional column of a row group, while it is written: collects values and makes pages of them.
 * parquet-java's writer does the same for any nesting and any type, by some ten calls for a value.
 */
abstract class ColumnChunk implements AutoCloseable {
  private static final int MOST_ROWS = 20_000;
  private static final int MOST_BYTES = 1 << 20;

  private final PrimitiveType type;
  private final PageWriter pages;
  private final GeospatialStatistics noPlace;
  private final DefinitionLevels levels = new DefinitionLevels();
  private int rows;
  private int nulls;

  ColumnChunk(ColumnDescriptor column, PageWriter pages) {
    if (column.getMaxDefinitionLevel() != 1 || column.getMaxRepetitionLevel() != 0) {
      throw new IllegalArgumentException("Not an optional column outside of others: " + column);
    }
    this.type = column.getPrimitiveType();
    this.pages = pages;
    noPlace = GeospatialStatistics.newBuilder(type).build();
  }

  final PrimitiveType type() {
    return type;
  }

  final void addNull() throws IOException {
    levels.add(0);
    nulls++;
    endRow();
  }

  /** To be called once a value was added. */
  final void endValue() throws IOException {
    levels.add(1);
    endRow();
  }

  private void endRow() throws IOException {
    if (++rows == MOST_ROWS || pageBytes() > MOST_BYTES) {
      endPage();
    }
  }

  private void endPage() throws IOException {
    Page page = page();
    Statistics<?> statistics = Statistics.createStats(type);
    statistics.setNumNulls(nulls);
    if (nulls < rows) {
      putRange(statistics);
    }
    pages.writePage(
        BytesInput.concat(levels.encode(), page.values()),
        rows,
        rows,
        statistics,
        new SizeStatistics(type, page.textBytes(), List.of(), List.of()),
        noPlace,
        Encoding.BIT_PACKED,
        Encoding.RLE,
        page.encoding());
    levels.clear();
    rows = 0;
    nulls = 0;
    beginPage();
  }

  /** Makes the last page, and the dictionary's. */
  final void end() throws IOException {
    if (rows > 0) {
      endPage();
    }
    Optional<DictionaryPage> dictionary = dictionary();
    if (dictionary.isPresent()) {
      pages.writeDictionaryPage(dictionary.get());
    }
  }

  /** About how many bytes the column has so far, encoded. */
  final long size() {
    return pages.getMemSize() + pageBytes();
  }

  @Override
  public void close() {
    levels.close();
  }

  /** Bytes of the values in the page. */
  abstract long pageBytes();

  /** The values of the page. */
  abstract Page page() throws IOException;

  /** Tells the statistics of the least and the greatest of the page's values. */
  abstract void putRange(Statistics<?> statistics);

  /** Forgets the values of the page that was written. */
  abstract void beginPage();

  /** The dictionary that pages were encoded with. */
  abstract Optional<DictionaryPage> dictionary() throws IOException;

  /**
   * A page's values.
   *
   * @param textBytes how long its texts are together; 0 if they are none
   */
  record Page(BytesInput values, Encoding encoding, long textBytes) {}
}
