package org.apache.hadoop.fs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.hadoop.NoHadoop;

/** A file that is read. */
public class FSDataInputStream extends InputStream {
  public InputStream getWrappedStream() {
    throw new NoHadoop();
  }

  public boolean hasCapability(String name) {
    throw new NoHadoop();
  }

  public long getPos() {
    throw new NoHadoop();
  }

  public void seek(long position) throws IOException {
    throw new NoHadoop();
  }

  public void readFully(byte[] bytes, int offset, int length) throws IOException {
    throw new NoHadoop();
  }

  public int read(ByteBuffer buffer) throws IOException {
    throw new NoHadoop();
  }

  @Override
  public int read() throws IOException {
    throw new NoHadoop();
  }
}
