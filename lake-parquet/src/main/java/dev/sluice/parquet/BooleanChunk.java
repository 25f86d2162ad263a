package dev.sluice.parquet;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/** A column of truth values: a bit for each. */
final class BooleanChunk extends ColumnChunk {
  private byte[] bits = new byte[1 << 8];
  private int count;
  private int trues;

  BooleanChunk(ColumnDescriptor column, PageWriter pages) {
    super(column, pages);
  }

  void add(boolean value) throws IOException {
    int at = count >> 3;
    if (at == bits.length) {
      bits = Arrays.copyOf(bits, 2 * at);
    }
    bits[at] |= (byte) (value ? 1 << (count & 7) : 0);
    count++;
    trues += value ? 1 : 0;
    endValue();
  }

  @Override
  long pageBytes() {
    return count + 7 >> 3;
  }

  @Override
  Page page() {
    return new Page(BytesInput.from(bits, 0, (int) pageBytes()), Encoding.PLAIN, 0);
  }

  @Override
  void putRange(Statistics<?> statistics) {
    statistics.updateStats(trues == count);
    statistics.updateStats(trues > 0);
  }

  @Override
  void beginPage() {
    Arrays.fill(bits, (byte) 0);
    count = 0;
    trues = 0;
  }

  @Override
  Optional<DictionaryPage> dictionary() {
    return Optional.empty();
  }
}
