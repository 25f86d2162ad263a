package dev.sluice.local.cli.text;

/** Numbers of things in words. */
public final class CountsText {
  private CountsText() {}

  /** {@code 1 query}, {@code 2 queries}. */
  public static String of(long count, String one) {
    String many = one.endsWith("y") ? one.substring(0, one.length() - 1) + "ies" : one + "s";
    return count + " " + (count == 1 ? one : many);
  }
}
