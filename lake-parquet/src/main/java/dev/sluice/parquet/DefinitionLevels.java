package dev.sluice.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/**
 * Which rows of a page have a value, in Parquet's RLE encoding with its length before it. Most
 * columns have one in all rows: that is one run, whatever its length.
 */
final class DefinitionLevels implements AutoCloseable {
  /** Fewer are packed into bits. */
  private static final int SHORTEST_RUN = 8;

  private final RunLengthBitPackingHybridEncoder encoder =
      new RunLengthBitPackingHybridEncoder(1, 64, 1 << 16, new HeapByteBufferAllocator());
  private int level;
  private int run;
  private boolean isMixed;

  void add(int newLevel) throws IOException {
    if (newLevel != level) {
      if (run > 0) {
        isMixed = true;
        encodeRun();
      }
      level = newLevel;
    }
    run++;
  }

  private void encodeRun() throws IOException {
    for (; run > 0; run--) {
      encoder.writeInt(level);
    }
  }

  /** The levels of the page; before the next one they have to be cleared. */
  BytesInput encode() throws IOException {
    BytesInput levels;
    if (isMixed || run < SHORTEST_RUN) {
      encodeRun();
      levels = encoder.toBytes();
    } else {
      levels =
          BytesInput.concat(
              BytesInput.fromUnsignedVarInt(run << 1), BytesInput.from(new byte[] {(byte) level}));
    }
    return BytesInput.concat(BytesInput.fromInt((int) levels.size()), levels);
  }

  void clear() {
    encoder.reset();
    run = 0;
    isMixed = false;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
