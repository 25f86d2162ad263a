package org.apache.hadoop.io.compress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A compression format. */
public interface CompressionCodec {
  Compressor createCompressor();

  Decompressor createDecompressor();

  CompressionOutputStream createOutputStream(OutputStream out, Compressor compressor)
      throws IOException;

  CompressionInputStream createInputStream(InputStream in, Decompressor decompressor)
      throws IOException;
}
