package org.apache.hadoop.mapreduce.lib.output;

import org.apache.hadoop.NoHadoop;

/** A job's output. */
public abstract class FileOutputFormat<K, V> {
  protected FileOutputFormat() {
    throw new NoHadoop();
  }
}
