package org.apache.hadoop.fs;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.NoHadoop;

/** A file that is written. */
public class FSDataOutputStream extends OutputStream {
  public long getPos() {
    throw new NoHadoop();
  }

  public void hsync() throws IOException {
    throw new NoHadoop();
  }

  @Override
  public void write(int b) throws IOException {
    throw new NoHadoop();
  }
}
