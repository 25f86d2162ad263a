package org.apache.hadoop.fs;

import org.apache.hadoop.NoHadoop;

/** What is known of a file. */
public class FileStatus {
  public long getLen() {
    throw new NoHadoop();
  }

  public Path getPath() {
    throw new NoHadoop();
  }
}
