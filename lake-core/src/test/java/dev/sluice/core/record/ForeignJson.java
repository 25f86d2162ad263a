package dev.sluice.core.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;

/**
 * JSON at the edges of what it, UTF-8 and numbers allow, as programs of others write it, and
 * sometimes beyond. Its characters are the bytes.
 */
public final class ForeignJson {
  private static final List<String> COLUMNS = List.of("id", "n", "d", "t", "a", "b", "x", "u", "l");

  private static final List<String> NAMES =
      List.of(
          "\\u0069d",
          "i\\u0064",
          "\\u006E",
          "id ",
          "ID",
          "",
          "\\u0000",
          "/a/b",
          "0",
          "1",
          "\\ud83d",
          "\\/a",
          "id\\\"",
          utf8("ä"),
          "\\u00e4",
          utf8("\u2028\uD83D\uDE00"),
          "n" + "a".repeat(1_100));

  private static final List<String> NUMBERS =
      words(
          "0 -0 -0.0 0e0 0E+5 -0e-5 0.1e1 1e400 -1e400 1E-400 4.9e-324 2.4703282292062327e-324"
              + " 2.4703282292062328e-324 1.7976931348623157e308 1.7976931348623159e308"
              + " 3.4028235e38 3.4028236e38 1e-46 2147483647 2147483648 -2147483649"
              + " 9223372036854775807 9223372036854775808 -9223372036854775808"
              + " -9223372036854775809 9007199254740993 900719925474099.3e1 123456789012345678"
              + " 1234567890123456789 0.10 1.005 100e-2 1e18 1e19 10e17"
              + " 0.000000000000000000000000001e27 1e99999999999 1e-99999999999 0e99999999999"
              + " 1e2147483648 1e999999999 0e999999999 -1e-999999999 18446744073709551616"
              + " 999999999999999999.99 99999999999999999999999999.999 1780272000.5 1780272000123"
              + " -62135596800 253402300800 99999999999.9995 0.30000000000000004 16777217 8.5 7",
          "1" + "0".repeat(998),
          "1" + "0".repeat(1_000),
          "-1." + "3".repeat(997),
          "1." + "0".repeat(999) + "e1",
          "5e-1" + "0".repeat(996));

  private static final List<String> OTHERS =
      words("true false null [] {} true false null 00 01 1. .5 +1 - 1e -.5 NaN -Infinity True 'a'");

  private static final List<String> TEXTS =
      words(
          "a NULL null true 1 1.0 -0 1e3 NaN \\ud83d\\ude00 \\u0000 \\\\ \\\" \\/ \\b\\f\\n\\r\\t"
              + " \\u002d0 \u007f 2026-06-01T00:00:00Z 2026-06-01 2026-06-01T00:00 01/06/2026"
              + " 2026-06-30T23:59:60Z 2026-02-29 0000-01-01 1780272000 eA== eA"
              + " \\u0032026-06-01T00:00:00Z 12345678901234567890 \\ud800 \\udc00 \\ude00\\ud83d"
              + " \\ud83dx \\ud83d\\u0041 \\ud83d\\n",
          "",
          " 1",
          utf8("Zürich\uD83D\uDE00\u2028\uFEFF\uFFFF"));

  /** What is in no text of JSON, or is no UTF-8. */
  private static final List<String> WRONG =
      List.of(
          "\\ud83d\\",
          "\\uD83D\\uDE0",
          "\\u12g4",
          "\\'",
          "\u001f",
          "\n",
          "\r",
          "\u0000",
          "\u00ed\u00a0\u0080",
          "\u00c0\u0080",
          "\u00e0\u009f\u00bf",
          "\u00f0\u0080\u0080\u0080",
          "\u00f4\u0090\u0080\u0080",
          "\u0080",
          "\u00ff",
          "\u00c3",
          "\u00e2\u0082",
          "\"");

  private static final List<String> ENDS =
      List.of("\r\n", "\n\n", "\r", "", ",\n", utf8("\u2028"), "\u0000\n", " x\n", "1\n", "\t\r\n");

  private final Random random;

  /** Of so many texts and values, one is wrong. */
  private final int wrong;

  public ForeignJson(Random random) {
    this.random = random;
    wrong = List.of(20, 200, Integer.MAX_VALUE).get(random.nextInt(3));
  }

  private static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static List<String> words(String words, String... more) {
    return java.util.stream.Stream.concat(
            java.util.Arrays.stream(words.split(" ")), java.util.Arrays.stream(more))
        .toList();
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** An object of any shape. */
  public String object() {
    return object(0);
  }

  private String object(int depth) {
    StringBuilder json = new StringBuilder("{");
    for (int i = random.nextInt(7); i > 0; i--) {
      json.append(blank()).append('"').append(one(random.nextInt(3) > 0 ? COLUMNS : NAMES));
      json.append(random.nextInt(wrong) == 0 ? one(WRONG) : "").append('"').append(blank());
      json.append(':').append(blank()).append(value(depth)).append(i > 1 ? "," : "");
    }
    return json.append(blank()).append('}').toString();
  }

  private String value(int depth) {
    int kind = random.nextInt(600);
    if (kind == 0) {
      int levels = random.nextBoolean() ? 30 + random.nextInt(4) : 997 + random.nextInt(5);
      return "[".repeat(levels) + "]".repeat(levels);
    }
    if (kind < 120 && depth < 4) {
      return kind < 80 ? object(depth + 1) : "[" + value(depth + 1) + "," + value(depth + 1) + "]";
    }
    if (kind < 200) {
      return one(random.nextInt(wrong) == 0 ? OTHERS : OTHERS.subList(0, 8));
    }
    return kind < 370 ? one(NUMBERS) : text();
  }

  private String text() {
    return "\""
        + one(TEXTS)
        + (random.nextInt(wrong) == 0 ? one(WRONG) : "")
        + (random.nextInt(8) == 0 ? one(TEXTS) : "")
        + "\"";
  }

  private String blank() {
    return random.nextInt(25) == 0 ? one(List.of(" ", "\t", "\r", "\n", "\r\n")) : "";
  }

  /** Objects on lines of their own, mostly; no line begins with a blank. */
  public String lines() {
    StringBuilder all = new StringBuilder();
    for (int i = random.nextInt(9); i >= 0; i--) {
      String line = random.nextInt(wrong) < 3 ? odd(object()) : object();
      all.append(line).append(random.nextInt(12) == 0 ? one(ENDS) : "\n");
    }
    return all.toString().replaceAll("(?<=[\n\r])[ \t]+", "");
  }

  private String odd(String line) {
    return switch (random.nextInt(7)) {
      case 0 -> line + object();
      case 1 -> "[" + line + "," + object() + "]";
      case 2 -> line.substring(0, random.nextInt(line.length()));
      case 3 -> line.substring(random.nextInt(line.length()));
      default -> one(List.of("7", "null", "\"a\"", "[]", "", "@", "}", "]", "\u0000"));
    };
  }
}
