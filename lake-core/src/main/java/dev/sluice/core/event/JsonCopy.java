package dev.sluice.core.event;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** A value of some JSON, byte for byte as it is written. */
record JsonCopy(byte[] data, int offset, int length) {
  /**
   * The value at which the parser stands; it is moved to the value's end.
   *
   * @param start where the parser's input begins in the data
   */
  static JsonCopy of(byte[] data, int start, JsonParser parser) throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    if (parser.currentToken().isStructStart()) {
      parser.skipChildren();
    } else {
      parser.finishToken();
    }
    int to = (int) parser.currentLocation().getByteOffset();
    return new JsonCopy(data, start + from, to - from);
  }
}
