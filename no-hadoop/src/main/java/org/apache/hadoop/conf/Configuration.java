package org.apache.hadoop.conf;

import java.util.Iterator;
import java.util.Map;
import org.apache.hadoop.NoHadoop;

/** Settings. */
public class Configuration implements Iterable<Map.Entry<String, String>> {
  public Configuration() {
    throw new NoHadoop();
  }

  public Configuration(boolean loadDefaults) {
    throw new NoHadoop();
  }

  public String get(String name) {
    throw new NoHadoop();
  }

  public String get(String name, String fallback) {
    throw new NoHadoop();
  }

  public String getTrimmed(String name) {
    throw new NoHadoop();
  }

  public String getTrimmed(String name, String fallback) {
    throw new NoHadoop();
  }

  public String[] getStrings(String name, String... fallback) {
    throw new NoHadoop();
  }

  public boolean getBoolean(String name, boolean fallback) {
    throw new NoHadoop();
  }

  public int getInt(String name, int fallback) {
    throw new NoHadoop();
  }

  public long getLong(String name, long fallback) {
    throw new NoHadoop();
  }

  public float getFloat(String name, float fallback) {
    throw new NoHadoop();
  }

  public double getDouble(String name, double fallback) {
    throw new NoHadoop();
  }

  public Class<?> getClass(String name, Class<?> fallback) {
    throw new NoHadoop();
  }

  public <U> Class<? extends U> getClass(String name, Class<? extends U> fallback, Class<U> type) {
    throw new NoHadoop();
  }

  public Class<?> getClassByName(String name) throws ClassNotFoundException {
    throw new NoHadoop();
  }

  public ClassLoader getClassLoader() {
    throw new NoHadoop();
  }

  public void set(String name, String value) {
    throw new NoHadoop();
  }

  public void setBoolean(String name, boolean value) {
    throw new NoHadoop();
  }

  public void setInt(String name, int value) {
    throw new NoHadoop();
  }

  public void setLong(String name, long value) {
    throw new NoHadoop();
  }

  public void setStrings(String name, String... values) {
    throw new NoHadoop();
  }

  public void setClass(String name, Class<?> value, Class<?> type) {
    throw new NoHadoop();
  }

  @Override
  public Iterator<Map.Entry<String, String>> iterator() {
    throw new NoHadoop();
  }
}
