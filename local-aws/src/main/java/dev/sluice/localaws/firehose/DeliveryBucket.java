package dev.sluice.localaws.firehose;

import java.io.IOException;
import java.io.OutputStream;

/** Where objects are delivered to. */
@FunctionalInterface
public interface DeliveryBucket {
  /**
   * Stores an object, whole or not at all.
   *
   * @throws IOException it is not stored, or that is not known; storing it again does no harm
   */
  void put(String bucket, String key, Content content) throws IOException;

  /** An object's bytes, to be written as often as needed. */
  interface Content {
    /** How many there are. */
    long length();

    /** Writes them all. */
    void writeTo(OutputStream out) throws IOException;
  }
}
