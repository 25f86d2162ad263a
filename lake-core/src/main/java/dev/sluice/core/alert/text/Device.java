package dev.sluice.core.alert.text;

/** Names of devices as alerts and the state carry them. */
public final class Device {
  private static final int LONGEST = 256;
  private static final int KEPT = 200;

  private Device() {}

  /**
   * The name, sendable and of at most 256 characters; a longer one is cut and told apart by a
   * digest. No Kinesis partition key is longer, but a field of a foreign record may be.
   */
  public static String named(String name) {
    String clean = PlainText.clean(name);
    return clean.length() <= LONGEST
        ? clean
        : PlainText.clean(clean.substring(0, KEPT)) + "~" + Fingerprint.of(clean);
  }
}
