package dev.sluice.core.produce.deliver;

/** A record on its way to the stream. */
public final class Entry {
  private final String key;
  private final byte[] data;

  /**
   * An entry.
   *
   * @param key the partition key
   * @param data the record as JSON, UTF-8; not copied
   */
  public Entry(String key, byte[] data) {
    this.key = key;
    this.data = data;
  }

  /** The partition key. */
  public String key() {
    return key;
  }

  /** The record as JSON, UTF-8; not copied. */
  public byte[] data() {
    return data;
  }
}
