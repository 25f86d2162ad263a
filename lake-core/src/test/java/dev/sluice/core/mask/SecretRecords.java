package dev.sluice.core.mask;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Random records of visits, sound and broken, with secrets in their masked fields. */
final class SecretRecords {
  private static final String[] LETTERS = {
    "G",
    "H",
    "J",
    "K",
    "L",
    "M",
    "Q",
    "R",
    "V",
    "W",
    "X",
    "Y",
    "Z",
    "ß",
    "é",
    "漢",
    "\uD83D\uDE00",
    "\"",
    "\\",
    "/",
    "\n",
    "\u2028",
    "\uFEFF",
    "\u0000",
    "\uD83D"
  };

  /** A partial mask shows four characters; what it hides has six or more. */
  private static final int SHORTEST_PIECE = 6;

  private final Random random;
  private final List<String> secrets = new ArrayList<>();

  SecretRecords(long seed) {
    random = new Random(seed);
  }

  /** A payload; of one in three something is broken. */
  byte[] next() {
    byte[] record = record().getBytes(UTF_8);
    return switch (random.nextInt(18)) {
      case 0 -> Arrays.copyOf(record, random.nextInt(record.length));
      case 1 -> ("[" + new String(record, UTF_8) + "]").getBytes(UTF_8);
      case 2 -> (new String(record, UTF_8) + new String(record, UTF_8)).getBytes(UTF_8);
      case 3 -> new String(record, UTF_8).getBytes(UTF_16LE);
      case 4 -> gzip(record);
      case 5 -> broken(record);
      default -> record;
    };
  }

  String secret() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12 + random.nextInt(12); i++) {
      text.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    secrets.add(text.toString());
    return text.toString();
  }

  /** Which pieces of secrets are in a text: as they are, escaped, or in base64. */
  Set<String> foundIn(String text) {
    Set<String> there = pieces(text);
    there.addAll(pieces(unescaped(text)));
    Set<String> found = new HashSet<>();
    for (String secret : secrets) {
      found.addAll(pieces(secret));
    }
    found.retainAll(there);
    for (String secret : secrets) {
      byte[] bytes = secret.getBytes(UTF_8);
      for (int shift = 0; shift < 3; shift++) {
        String base64 =
            Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, shift, bytes.length));
        String inner = base64.substring(0, base64.length() - 4);
        if (text.contains(inner)) {
          found.add(inner);
        }
      }
    }
    return found;
  }

  private static Set<String> pieces(String text) {
    int[] characters = text.codePoints().toArray();
    Set<String> pieces = new HashSet<>();
    for (int at = 0; at + SHORTEST_PIECE <= characters.length; at++) {
      pieces.add(new String(characters, at, SHORTEST_PIECE));
    }
    return pieces;
  }

  private String record() {
    List<String> members = new ArrayList<>();
    members.add(member("id", quoted("v-" + random.nextInt(1_000_000))));
    members.add(member("timestamp", "\"2026-06-01T12:00:00Z\""));
    members.add(member("value", String.valueOf(random.nextInt(100))));
    members.add(member("device", value()));
    for (String field : List.of("phone", "note", "mail")) {
      for (int times = random.nextInt(3); times > 0; times--) {
        members.add(member(field, value()));
      }
    }
    for (int times = random.nextInt(3); times > 0; times--) {
      members.add(member("user", user()));
    }
    Collections.shuffle(members, random);
    return "{" + space() + String.join(space() + "," + space(), members) + "}";
  }

  private String user() {
    return "{" + member("x", "[1,{\"name\":null}]") + "," + member("name", value()) + "}";
  }

  private String member(String name, String value) {
    return quoted(name) + space() + ":" + space() + value;
  }

  private String value() {
    String text = quoted(secret());
    return switch (random.nextInt(8)) {
      case 0 -> "[" + text + ",{}]";
      case 1 -> "{" + text + ":" + text + "}";
      case 2 -> "null";
      default -> text;
    };
  }

  private String space() {
    return " \t".substring(0, random.nextInt(3));
  }

  /** As JSON, each character escaped or not. */
  private String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char each : text.toCharArray()) {
      boolean must = each < ' ' || each == '"' || each == '\\' || Character.isSurrogate(each);
      json.append(
          must || random.nextInt(4) == 0 ? "\\u%04x".formatted((int) each) : String.valueOf(each));
    }
    return json.append('"').toString();
  }

  private byte[] broken(byte[] record) {
    record[random.nextInt(record.length)] = (byte) random.nextInt(256);
    record[0] = (byte) (random.nextBoolean() ? '{' : 0xC3);
    record[record.length - 1] = (byte) (random.nextBoolean() ? ' ' : '"');
    return record;
  }

  private static byte[] gzip(byte[] record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(record);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static String unescaped(String text) {
    return java.util.regex.Pattern.compile("\\\\+u([0-9a-fA-F]{4})")
        .matcher(text)
        .replaceAll(
            found ->
                java.util.regex.Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }
}
