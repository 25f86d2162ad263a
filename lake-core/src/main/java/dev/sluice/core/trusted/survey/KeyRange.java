package dev.sluice.core.trusted.survey;

/**
 * Keys from one on, up to another one.
 *
 * @param from the first key, or what it begins with
 * @param to the first key that is not in it any more; empty: there is no end
 */
record KeyRange(String from, String to) {
  /** All keys of a folder, which ends with a slash. */
  static KeyRange of(String folder) {
    return new KeyRange(folder, after(folder));
  }

  /** What is greater than all keys of a folder, and not greater than any other key after them. */
  static String after(String folder) {
    return folder.substring(0, folder.length() - 1) + (char) ('/' + 1);
  }

  /** Whether all keys of another range are in it. */
  boolean covers(KeyRange other) {
    boolean isOpen = to.isEmpty();
    return from.compareTo(other.from) <= 0
        && (isOpen || (!other.to.isEmpty() && other.to.compareTo(to) <= 0));
  }

  boolean isBefore(String key) {
    return !to.isEmpty() && key.compareTo(to) >= 0;
  }

  /** What is left of it when everything before a key is done. */
  KeyRange rest(String key) {
    return new KeyRange(key, to);
  }

  /** What of it lies before a key. */
  KeyRange until(String key) {
    return new KeyRange(from, key);
  }
}
