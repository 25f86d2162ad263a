package dev.sluice.core.alert.memory;

import java.util.Comparator;

/**
 * Whose violations are tallied together: those of a rule and device, or those of a rule and all
 * further devices for which the state has no room of their own.
 *
 * @param rule the rule's name
 * @param further whether it stands for further devices; {@code device} is empty then
 * @param device the record's key
 */
public record TallyKey(String rule, boolean further, String device)
    implements Comparable<TallyKey> {
  private static final Comparator<TallyKey> ORDER =
      Comparator.comparing(TallyKey::rule)
          .thenComparing(TallyKey::further)
          .thenComparing(TallyKey::device);

  public static TallyKey of(String rule, String device) {
    return new TallyKey(rule, false, device);
  }

  public static TallyKey furtherDevices(String rule) {
    return new TallyKey(rule, true, "");
  }

  /** The name in the state. A rule's name has no slash. */
  public String encoded() {
    return further ? "f/" + rule : "d/" + rule + "/" + device;
  }

  /** The key of that name, or null if it is not one. */
  static TallyKey decode(String encoded) {
    int slash = encoded.indexOf('/', 2);
    if (encoded.startsWith("f/")) {
      return furtherDevices(encoded.substring(2));
    }
    return encoded.startsWith("d/") && slash > 0
        ? of(encoded.substring(2, slash), encoded.substring(slash + 1))
        : null;
  }

  /** What alerts call the device. */
  public String deviceName() {
    return further ? "(further devices)" : device;
  }

  @Override
  public int compareTo(TallyKey other) {
    return ORDER.compare(this, other);
  }
}
