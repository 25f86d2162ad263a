package dev.sluice.core.alert.text;

/** Values of fields as memories keep them: short, and equal only if the values are. */
public final class ValueText {
  private static final int LONGEST = 40;

  private ValueText() {}

  /** The value itself if it is up to 40 plain ASCII characters, else a digest. */
  public static String of(String value) {
    return isPlain(value) ? value : "~" + Fingerprint.of(value);
  }

  /** As people are told. */
  public static String shown(String kept) {
    return kept.startsWith("~") ? "(a long text)" : kept;
  }

  private static boolean isPlain(String value) {
    boolean plain = value.length() <= LONGEST && !value.startsWith("~");
    for (int i = 0; plain && i < value.length(); i++) {
      char c = value.charAt(i);
      plain = c >= ' ' && c < 0x7F && c != '"' && c != '\\';
    }
    return plain;
  }
}
