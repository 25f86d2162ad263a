package dev.sluice.core.record;

import java.util.List;
import java.util.Random;

/** JSON as records are, and as they should not be. */
public final class RandomJson {
  private static final List<String> NAMES =
      List.of("id", "n", "d", "t", "a", "b", "x", "ä", "n\\u0061", "a\\\"", "", "0", "long name");
  private static final List<String> VALUES =
      List.of(
          "\"text\"",
          "\"\"",
          "\"Zürich \uD83D\uDE00\"",
          "\"a\\\"b\\\\c\\/d\\n\\u00e9\\uD83D\\uDE00\"",
          "\"\\ud800\"",
          "\"NULL\"",
          "7",
          "-0",
          "-12.50",
          "1e3",
          "0.1E-2",
          "123456789012345678901234567890.5",
          "9223372036854775808",
          "1e400",
          "true",
          "false",
          "null",
          "\"2026-06-01T00:00:00.5Z\"",
          "1780000000",
          "\"2026-02-30T00:00:00Z\"",
          "[]",
          "[1,[\"]\"],{\"a\":[]}]",
          "{}");

  private RandomJson() {}

  /** An object of any shape. */
  public static String object(Random random) {
    return object(random, 0);
  }

  private static String object(Random random, int depth) {
    StringBuilder json = new StringBuilder("{");
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      json.append(i > 0 ? "," : "").append(blank(random)).append('"');
      json.append(NAMES.get(random.nextInt(NAMES.size()))).append('"').append(blank(random));
      boolean isObject = depth < 3 && random.nextInt(5) == 0;
      String value =
          isObject ? object(random, depth + 1) : VALUES.get(random.nextInt(VALUES.size()));
      json.append(':').append(blank(random)).append(value);
    }
    return json.append(blank(random)).append('}').toString();
  }

  private static String blank(Random random) {
    return random.nextInt(6) == 0 ? List.of(" ", "\t", "\r").get(random.nextInt(3)) : "";
  }

  /** Half of them stay as they are. */
  public static byte[] damaged(byte[] json, Random random) {
    if (random.nextBoolean()) {
      return json;
    }
    int at = random.nextInt(json.length);
    byte[] signs = {'"', '\\', '{', '}', '[', ']', ',', ':', '0', 'e', '-', '\n', 0, -1, -61, 't'};
    json[at] = random.nextBoolean() ? signs[random.nextInt(signs.length)] : (byte) random.nextInt();
    return json;
  }
}
