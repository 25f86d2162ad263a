package dev.sluice.core.event;

/**
 * Walks over a message of the protobuf wire format.
 *
 * <p>Source: protobuf.dev, "Encoding".
 */
final class ProtobufCursor {
  static final int VARINT = 0;
  static final int FIXED_64 = 1;
  static final int BYTES = 2;
  static final int FIXED_32 = 5;

  private final byte[] data;
  private final int end;
  private int at;
  private int wireType;

  ProtobufCursor(byte[] data, int from, int end) {
    this.data = data;
    this.at = from;
    this.end = end;
  }

  /** Goes to the next field. Returns its number, or 0 at the message's end. */
  int nextField() throws Broken {
    if (at == end) {
      return 0;
    }
    long tag = varint();
    wireType = (int) tag & 7;
    long number = tag >>> 3;
    if (number == 0 || number > 0x1FFFFFFF) {
      throw new Broken("field number " + number);
    }
    return (int) number;
  }

  /** The wire type of the field at which it stands. */
  int wireType() {
    return wireType;
  }

  /** Goes past a base-128 number of at most 10 bytes and returns it. */
  long varint() throws Broken {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) {
        throw new Broken("it ends within a number");
      }
      byte next = data[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new Broken("a number has more than 10 bytes");
  }

  /** Goes past a length-prefixed field. Returns its length; it ends at {@link #position}. */
  int bytes() throws Broken {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw new Broken("a field of " + length + " bytes, with " + (end - at) + " left");
    }
    at += (int) length;
    return (int) length;
  }

  /** Index of the next byte to read. */
  int position() {
    return at;
  }

  /** Goes past the value of the field at which it stands. */
  void skip() throws Broken {
    switch (wireType) {
      case VARINT -> varint();
      case BYTES -> bytes();
      case FIXED_64 -> fixed(8);
      case FIXED_32 -> fixed(4);
      default -> throw new Broken("wire type " + wireType);
    }
  }

  private void fixed(int width) throws Broken {
    if (end - at < width) {
      throw new Broken("it ends within a number");
    }
    at += width;
  }

  /** The bytes are no such message. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String problem) {
      super(problem, null, false, false);
    }
  }
}
