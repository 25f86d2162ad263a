package org.apache.hadoop.io.compress;

import java.io.IOException;
import java.io.OutputStream;

/** A compressed stream that is written. */
public abstract class CompressionOutputStream extends OutputStream {
  public abstract void finish() throws IOException;
}
