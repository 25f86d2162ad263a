package dev.sluice.core.alert.memory;

/** Memories in the state: each value behind its letter, e.g. {@code skx2n4w0 n21.5 vopen}. */
final class MemoryText {
  private static final char TEXT_NAME = 'v';
  private static final int RADIX = Character.MAX_RADIX;

  private MemoryText() {}

  /**
   * Reads what a {@link Writer} wrote into a new memory. Letters that it has no value for are of a
   * rule that was defined otherwise, and passed over.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static void read(String encoded, Memory memory) {
    memory.carry(new Reader(encoded, textStart(encoded)));
  }

  private static int textStart(String encoded) {
    int at = 0;
    while (at < encoded.length() && encoded.charAt(at) != TEXT_NAME) {
      at = encoded.indexOf(' ', at) + 1;
      if (at == 0) {
        throw malformed(encoded);
      }
    }
    if (at >= encoded.length()) {
      throw malformed(encoded);
    }
    return at;
  }

  private static IllegalArgumentException malformed(String encoded) {
    return new IllegalArgumentException("'" + encoded + "' can't be read as a rule's memory");
  }

  /** Writes one memory after the other. */
  static final class Writer implements MemoryFields {
    private final StringBuilder numbers = new StringBuilder();
    private String text = "";

    String write(Memory memory) {
      numbers.setLength(0);
      text = "";
      memory.carry(this);
      return numbers.append(TEXT_NAME).append(text).toString();
    }

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

  /** Finds the few numbers in the text each time, which needs no table of them. */
  private record Reader(String encoded, int textStart) implements MemoryFields {
    @Override
    public long whole(char name, long value) {
      int start = start(name);
      return start < 0 ? value : Long.parseLong(encoded, start, end(start), RADIX);
    }

    @Override
    public double decimal(char name, double value) {
      int start = start(name);
      return start < 0 ? value : Double.parseDouble(encoded.substring(start, end(start)));
    }

    @Override
    public String text(String value) {
      return encoded.substring(textStart + 1);
    }

    /** Where the number begins that has this name; -1 if there is none. */
    private int start(char name) {
      for (int at = 0; at < textStart; at = end(at) + 1) {
        if (encoded.charAt(at) == name) {
          return at + 1;
        }
      }
      return -1;
    }

    private int end(int at) {
      return encoded.indexOf(' ', at);
    }
  }
}
