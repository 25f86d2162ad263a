package org.apache.hadoop.util;

import org.apache.hadoop.NoHadoop;
import org.apache.hadoop.conf.Configuration;

/** Makes objects of configured classes. */
public final class ReflectionUtils {
  private ReflectionUtils() {}

  public static <T> T newInstance(Class<T> type, Configuration configuration) {
    throw new NoHadoop();
  }
}
