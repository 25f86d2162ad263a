package org.apache.hadoop.io.compress;

import java.io.IOException;
import java.io.InputStream;

/** A compressed stream that is read. */
public abstract class CompressionInputStream extends InputStream {
  public abstract void resetState() throws IOException;
}
