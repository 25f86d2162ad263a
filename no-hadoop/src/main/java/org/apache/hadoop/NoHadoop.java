package org.apache.hadoop;

/** Thrown where Parquet would use Hadoop after all. */
public final class NoHadoop extends UnsupportedOperationException {
  private static final long serialVersionUID = 1L;

  public NoHadoop() {
    super("There is no Hadoop here: give Parquet its own configuration, files and codecs");
  }
}
