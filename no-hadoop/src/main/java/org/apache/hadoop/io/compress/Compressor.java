package org.apache.hadoop.io.compress;

/** Compresses. */
public interface Compressor {
  void reset();
}
