package dev.sluice.localaws.store;

import java.io.IOException;

/** Where the results of queries are kept. */
public interface ResultStore {
  /** Stores an object, whole or not at all. */
  void put(S3Location location, byte[] content) throws IOException;

  /** An object's content. */
  byte[] get(S3Location location) throws IOException;
}
