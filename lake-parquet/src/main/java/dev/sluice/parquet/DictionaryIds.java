package dev.sluice.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/** The values of a page as their places in a dictionary. */
final class DictionaryIds {
  private int[] ids = new int[1 << 10];
  private int count;

  void add(int id) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    ids[count++] = id;
  }

  int count() {
    return count;
  }

  int get(int index) {
    return ids[index];
  }

  void clear() {
    count = 0;
  }

  /**
   * In as few bits as the dictionary needs, whose number stands before them.
   *
   * @param size of the dictionary
   */
  BytesInput encode(int size) throws IOException {
    int width = BytesUtils.getWidthFromMaxInt(size - 1);
    try (RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(width, 256, 1 << 20, new HeapByteBufferAllocator())) {
      for (int i = 0; i < count; i++) {
        encoder.writeInt(ids[i]);
      }
      BytesInput encoded =
          BytesInput.concat(BytesInput.from(new byte[] {(byte) width}), encoder.toBytes());
      return BytesInput.from(encoded.toByteArray());
    }
  }
}
