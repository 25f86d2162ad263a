package dev.sluice.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Raw objects of all formats, some of which can't be read. */
final class OddLakes {
  /** An object of raw. */
  record RawObject(String key, byte[] content) {
    @Override
    public String toString() {
      return key + ": " + new String(content, ISO_8859_1);
    }
  }

  private OddLakes() {}

  static Arbitrary<List<RawObject>> objects(int least, int most) {
    Arbitrary<RawObject> any =
        Arbitraries.frequencyOf(Tuple.of(3, records()), Tuple.of(1, cells()));
    return any.list().ofMinSize(least).ofMaxSize(most);
  }

  private static Arbitrary<RawObject> records() {
    Arbitrary<String> days =
        Arbitraries.of("2025/12/31", "2026/06/01", "2026/06/02", "2026/06/03", "2026/06/04");
    Arbitrary<byte[]> content =
        Combinators.combine(
                OddRecords.json().list().ofMaxSize(40), Arbitraries.integers().between(0, 5))
            .as(OddLakes::arranged)
            .map(text -> text.getBytes(UTF_8));
    return Combinators.combine(days, names(), packed(content))
        .as((day, name, bytes) -> new RawObject("raw/records/" + day + "/" + name, bytes));
  }

  private static Arbitrary<RawObject> cells() {
    Arbitrary<String> days = Arbitraries.of("2026/6/1", "2026/6/12", "2026/7/1");
    Arbitrary<byte[]> content =
        Combinators.combine(
                Arbitraries.of(
                    "id;text;amount;made\n", "made;amount;id;other\r\n", "wrong,header\n"),
                OddRecords.csv().list().ofMaxSize(25))
            .as((header, rows) -> header + String.join("\n", rows))
            .map(text -> text.getBytes(ISO_8859_1));
    return Combinators.combine(days, names(), packed(content))
        .as((day, name, bytes) -> new RawObject("raw/cells/" + day + "/" + name, bytes));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.integers().between(0, 9).map(n -> "o" + n + (n % 2 == 0 ? ".gz" : ""));
  }

  private static String arranged(List<String> records, int how) {
    return switch (how) {
      case 0 -> String.join("", records);
      case 1 -> "[" + String.join(",\n", records) + "]";
      case 2 -> String.join("\n", records).replace(",\"data\"", ",\n  \"data\"");
      case 3 -> String.join("\n", records) + "\n{\"id\":\"cut";
      case 4 -> String.join("\n7\n\"text\"\n{broken}\n", records);
      default -> String.join("\n", records) + "\n";
    };
  }

  /** Plain, gzip of one member or two, gzip that is cut short. */
  private static Arbitrary<byte[]> packed(Arbitrary<byte[]> contents) {
    return Combinators.combine(contents, Arbitraries.integers().between(0, 20))
        .as(
            (content, how) -> {
              int middle = content.length / 2;
              if (how < 8) {
                return content;
              } else if (how < 14) {
                return gzip(content, 0, content.length);
              } else if (how < 20) {
                byte[] first = gzip(content, 0, middle);
                byte[] second = gzip(content, middle, content.length);
                byte[] both = Arrays.copyOf(first, first.length + second.length);
                System.arraycopy(second, 0, both, first.length, second.length);
                return both;
              }
              byte[] whole = gzip(content, 0, content.length);
              return Arrays.copyOf(whole, whole.length - 9);
            });
  }

  private static byte[] gzip(byte[] content, int from, int to) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content, from, to - from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
