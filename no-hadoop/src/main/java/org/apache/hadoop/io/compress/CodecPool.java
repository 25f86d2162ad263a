package org.apache.hadoop.io.compress;

import org.apache.hadoop.NoHadoop;

/** Compressors to use again. */
public final class CodecPool {
  private CodecPool() {}

  public static Compressor getCompressor(CompressionCodec codec) {
    throw new NoHadoop();
  }

  public static void returnCompressor(Compressor compressor) {
    throw new NoHadoop();
  }

  public static Decompressor getDecompressor(CompressionCodec codec) {
    throw new NoHadoop();
  }

  public static void returnDecompressor(Decompressor decompressor) {
    throw new NoHadoop();
  }
}
