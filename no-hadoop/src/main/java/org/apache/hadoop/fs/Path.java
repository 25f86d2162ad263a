package org.apache.hadoop.fs;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.NoHadoop;
import org.apache.hadoop.conf.Configuration;

/** A file's name. */
public class Path {
  public Path(String path) {
    throw new NoHadoop();
  }

  public Path(Path parent, String child) {
    throw new NoHadoop();
  }

  public FileSystem getFileSystem(Configuration configuration) throws IOException {
    throw new NoHadoop();
  }

  public Path makeQualified(FileSystem fileSystem) {
    throw new NoHadoop();
  }

  public URI toUri() {
    throw new NoHadoop();
  }
}
