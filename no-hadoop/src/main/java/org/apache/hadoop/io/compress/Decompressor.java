package org.apache.hadoop.io.compress;

import java.io.IOException;

/** Decompresses. */
public interface Decompressor {
  void setInput(byte[] bytes, int offset, int length);

  int decompress(byte[] bytes, int offset, int length) throws IOException;

  void reset();
}
