package dev.sluice.core.alert.memory;

import java.util.HashMap;
import java.util.Map;

/** Memories in the state: each value behind its letter, e.g. {@code skx2n4w0 n21.5 vopen}. */
final class MemoryText {
  private static final char TEXT_NAME = 'v';
  private static final int RADIX = Character.MAX_RADIX;

  private MemoryText() {}

  static String write(Memory memory) {
    Writer writer = new Writer();
    memory.carry(writer);
    return writer.numbers.append(TEXT_NAME).append(writer.text).toString();
  }

  /**
   * Reads what {@link #write} wrote into a new memory. Letters that it has no value for are of a
   * rule that was defined otherwise, and passed over.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static void read(String encoded, Memory memory) {
    Reader reader = new Reader();
    int at = 0;
    while (at < encoded.length() && encoded.charAt(at) != TEXT_NAME) {
      int end = encoded.indexOf(' ', at);
      if (end < 0) {
        throw malformed(encoded);
      }
      reader.numbers.put(encoded.charAt(at), encoded.substring(at + 1, end));
      at = end + 1;
    }
    if (at >= encoded.length()) {
      throw malformed(encoded);
    }
    reader.text = encoded.substring(at + 1);
    memory.carry(reader);
  }

  private static IllegalArgumentException malformed(String encoded) {
    return new IllegalArgumentException("'" + encoded + "' can't be read as a rule's memory");
  }

  private static final class Writer implements MemoryFields {
    private final StringBuilder numbers = new StringBuilder();
    private String text = "";

    @Override
    public long whole(char name, long value) {
      if (value != Memory.NONE) {
        numbers.append(name).append(Long.toString(value, RADIX)).append(' ');
      }
      return value;
    }

    @Override
    public double decimal(char name, double value) {
      if (!Double.isNaN(value)) {
        numbers.append(name).append(value).append(' ');
      }
      return value;
    }

    @Override
    public String text(String value) {
      text = value;
      return value;
    }
  }

  private static final class Reader implements MemoryFields {
    private final Map<Character, String> numbers = new HashMap<>();
    private String text;

    @Override
    public long whole(char name, long value) {
      String given = numbers.get(name);
      return given == null ? value : Long.parseLong(given, RADIX);
    }

    @Override
    public double decimal(char name, double value) {
      String given = numbers.get(name);
      return given == null ? value : Double.parseDouble(given);
    }

    @Override
    public String text(String value) {
      return text;
    }
  }
}
