package dev.sluice.job;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Records of the pipeline {@code parity} as texts, with all that makes readers disagree. */
final class OddRecords {
  private static final Arbitrary<String> NUMBERS =
      Arbitraries.oneOf(
          Arbitraries.of(
              "0",
              "-0",
              "-0.0",
              "0.0",
              "1",
              "1.0",
              "1.5",
              "\"2.5\"",
              "7e0",
              "70e-1",
              "1E+2",
              "1e400",
              "-1e-400",
              "5e-324",
              "1.7976931348623157e308",
              "3.4028235e38",
              "3.5e38",
              "16777217",
              "0.1",
              "0.30000000000000004",
              "899.9999999999999",
              "900",
              "2147483648",
              "-2147483648",
              "9007199254740993",
              "9223372036854775807",
              "9223372036854775808",
              "-9223372036854775808",
              "123456789012345678901234567890",
              "0.1000000000000000055",
              "\" 1\"",
              "\"+1\"",
              "\"01\"",
              "\"NaN\"",
              "\"Infinity\"",
              "\"\"",
              "true",
              "null",
              "{}",
              "[1]"),
          Arbitraries.doubles().map(String::valueOf),
          Arbitraries.longs().map(String::valueOf),
          Arbitraries.integers().between(-3, 3).map(String::valueOf));
  private static final Arbitrary<String> TEXTS =
      Arbitraries.oneOf(
          Arbitraries.of(
              "\"\"",
              "\"ä\"",
              "\"😀\"",
              "\"\\u0000\"",
              "\"\\ud800\"",
              "\"\\udc00x\"",
              "\"a\\u0000b\"",
              "\"\\ud83d\\ude00\"",
              "\"none\"",
              "\"\\\\N\"",
              "\"\\n\\r\\t\"",
              "\"\u2028\"",
              "\"ﬃ\"",
              "7",
              "7.0",
              "true",
              "null",
              "[\"x\"]",
              "{\"a\":1}"),
          Arbitraries.strings().alpha().ofMaxLength(12).map(text -> "\"" + text + "\""));
  private static final Arbitrary<String> TIMES =
      Arbitraries.oneOf(
          Arbitraries.integers().between(0, 9).map(n -> "\"2026-06-01T00:00:0" + n + "Z\""),
          Arbitraries.of(
              "\"2026-06-01T23:59:59.999+05:30\"",
              "\"2026-12-31\"",
              "1780272000",
              "1780272000.5",
              "1780272000123",
              "-1",
              "\"0001-01-01\"",
              "\"9999-12-31T23:59:59Z\"",
              "\"2026-02-29\"",
              "\"2026-06-01T24:00:00Z\"",
              "\"gestern\"",
              "null",
              "{}"));
  private static final Arbitrary<String> TAGS =
      Arbitraries.of(
          "[]",
          "[\"a\",\"b\"]",
          "[1,null,\"ü\",true,{}]",
          "[null]",
          "\"alone\"",
          "null",
          "[[\"x\"]]");
  private static final Arbitrary<String> NESTED =
      Arbitraries.of(
          "[{\"text\":\"in\"}]",
          "[{\"text\":\"none\"}]",
          "[]",
          "{\"0\":{\"text\":7}}",
          "null",
          "[1]");
  private static final Arbitrary<String> IDS =
      Arbitraries.frequencyOf(
          net.jqwik.api.Tuple.of(
              20, Arbitraries.integers().between(0, 25).map(n -> "\"i" + n + "\"")),
          net.jqwik.api.Tuple.of(
              1, Arbitraries.of("7", "\"7\"", "\"\"", "null", "\"\\u0000\"", "\"ü\"")));

  private OddRecords() {}

  /** Fields are missing, doubled, or there and null. */
  static Arbitrary<String> json() {
    Arbitrary<List<String>> fields =
        Combinators.combine(
                field("type", TEXTS),
                field("data", NUMBERS),
                field("n", NUMBERS),
                field("time", TIMES),
                field("ok", Arbitraries.of("true", "false", "\"true\"", "1", "null")),
                field("tags", TAGS),
                field("nested", NESTED))
            .as(List::of);
    return Combinators.combine(field("id", IDS), fields, Arbitraries.integers().between(0, 30))
        .as(OddRecords::join);
  }

  private static Arbitrary<String> field(String name, Arbitrary<String> values) {
    return values.map(value -> "\"" + name + "\":" + value);
  }

  private static String join(String id, List<String> others, int leftOut) {
    List<String> fields = new ArrayList<>(List.of(id));
    for (int i = 0; i < others.size(); i++) {
      if (i != leftOut) {
        fields.add(others.get(i));
      }
    }
    if (leftOut > 27) {
      fields.add(id.replace("i", "j"));
    }
    return "{" + String.join(",", fields) + "}";
  }

  /** Rows of {@code id;text;amount;made}; some are broken. */
  static Arbitrary<String> csv() {
    Arbitrary<String> texts =
        Arbitraries.of(
            "",
            "ä",
            "\"a;b\"",
            "\"say \"\"hi\"\"\"",
            "\"two\nlines\"",
            "\\N",
            "x",
            " y ",
            "\u0000");
    Arbitrary<String> amounts = NUMBERS.map(text -> text.replaceAll("[\"{}\\[\\]]", ""));
    Arbitrary<String> days =
        Arbitraries.of("01/06/2026", "31/12/1999", "30/02/2026", "", "1/6/2026");
    Arbitrary<String> row =
        Combinators.combine(
                Arbitraries.integers().between(0, 20).map(String::valueOf), texts, amounts, days)
            .as((id, text, amount, day) -> String.join(";", id, text, amount, day));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(12, row),
        net.jqwik.api.Tuple.of(1, Arbitraries.of("1;2", "1;2;3;4;5", "x;y;z;w", "")));
  }
}
