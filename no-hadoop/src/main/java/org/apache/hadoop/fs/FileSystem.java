package org.apache.hadoop.fs;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.NoHadoop;

/** Files. */
public abstract class FileSystem {
  public FSDataOutputStream create(Path path) throws IOException {
    throw new NoHadoop();
  }

  public FSDataOutputStream create(
      Path path, boolean overwrite, int bufferSize, short replication, long blockSize)
      throws IOException {
    throw new NoHadoop();
  }

  public FSDataInputStream open(Path path) throws IOException {
    throw new NoHadoop();
  }

  public FileStatus getFileStatus(Path path) throws IOException {
    throw new NoHadoop();
  }

  public short getDefaultReplication(Path path) {
    throw new NoHadoop();
  }

  public long getDefaultBlockSize(Path path) {
    throw new NoHadoop();
  }

  public URI getUri() {
    throw new NoHadoop();
  }

  public Path makeQualified(Path path) {
    throw new NoHadoop();
  }
}
