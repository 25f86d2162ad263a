package dev.sluice.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A column of BINARY or FIXED_LEN_BYTE_ARRAY: texts, bytes, decimals of many digits. */
final class TextChunk extends EncodedChunk {
  private final boolean isFixed;
  private final TextDictionary dictionary = new TextDictionary();
  private final TextRange range;

  /** The last page that a value of the dictionary was in, by its place; from 1 on. */
  private int[] lastPages = new int[128];

  private int page = 1;
  private int count;
  private long bytes;

  TextChunk(ColumnDescriptor column, PageWriter pages, boolean hasDictionary) {
    super(column, pages, hasDictionary);
    isFixed = type().getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
    range = new TextRange(isFixed);
  }

  void add(byte[] text, int offset, int length) throws IOException {
    count++;
    bytes += length;
    int id = hasDictionary() ? dictionary.idOf(text, offset, length) : Probes.NO_PLACE;
    if (id == Probes.NO_PLACE || isFirstInPage(id)) {
      range.add(text, offset, length);
    }
    if (!hasDictionary() || !addsId(id)) {
      addPlain(text, offset, length, plain());
    }
    endValue();
  }

  private boolean isFirstInPage(int id) {
    if (id == lastPages.length) {
      lastPages = Arrays.copyOf(lastPages, 2 * id);
    }
    boolean isFirst = lastPages[id] != page;
    lastPages[id] = page;
    return isFirst;
  }

  private void addPlain(byte[] text, int offset, int length, PageBytes into) {
    if (!isFixed) {
      into.addInt(length);
    }
    into.add(text, offset, length);
  }

  @Override
  void addPlain(int id, PageBytes into) {
    int start = dictionary.start(id);
    addPlain(dictionary.bytes(), start, dictionary.end(id) - start, into);
  }

  @Override
  void putRange(Statistics<?> statistics) {
    range.putInto(statistics);
  }

  @Override
  void beginPage() {
    super.beginPage();
    range.clear();
    page++;
    count = 0;
    bytes = 0;
  }

  @Override
  int dictionaryCount() {
    return dictionary.count();
  }

  @Override
  int dictionaryBytes() {
    return dictionary.byteCount() + lengthBytes() * dictionary.count();
  }

  private int lengthBytes() {
    return isFixed ? 0 : Integer.BYTES;
  }

  @Override
  long plainBytes() {
    return bytes + (long) lengthBytes() * count;
  }

  @Override
  long textBytes() {
    return bytes;
  }
}
