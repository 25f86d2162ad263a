package dev.sluice.core.erase;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Finds a value where it is not in a column: as a word in bytes or texts. */
final class SoughtText {
  private static final int CHUNK = 1 << 16;

  /** As it is, as in JSON, and as in a cell of CSV. */
  private final List<byte[]> forms;

  private final int longest;

  SoughtText(String value) {
    forms =
        Stream.of(
                value,
                new String(JsonStringEncoder.getInstance().quoteAsString(value)),
                value.replace("\"", "\"\""))
            .distinct()
            .map(form -> form.getBytes(UTF_8))
            .toList();
    longest = forms.stream().mapToInt(form -> form.length).max().orElseThrow();
  }

  boolean isIn(String text) {
    return isIn(text.getBytes(UTF_8));
  }

  boolean isIn(byte[] bytes) {
    return isIn(bytes, bytes.length);
  }

  /** Reads to where it is, or to the end. */
  boolean isIn(InputStream in) throws IOException {
    int kept = longest + 1;
    byte[] buffer = new byte[CHUNK + kept];
    int length = 0;
    for (int read = in.readNBytes(buffer, 0, CHUNK);
        read > 0;
        read = in.readNBytes(buffer, length, CHUNK)) {
      length += read;
      if (isIn(buffer, length)) {
        return true;
      }
      int from = Math.max(0, length - kept);
      System.arraycopy(buffer, from, buffer, 0, length - from);
      length -= from;
    }
    return false;
  }

  private boolean isIn(byte[] bytes, int length) {
    return forms.stream().anyMatch(form -> isIn(bytes, length, form));
  }

  private static boolean isIn(byte[] bytes, int length, byte[] word) {
    for (int at = 0; at + word.length <= length; at++) {
      int end = at + word.length;
      if (bytes[at] == word[0]
          && Arrays.equals(bytes, at, end, word, 0, word.length)
          && (at == 0 || !isWord(bytes[at - 1]) || !isWord(word[0]))
          && (end == length || !isWord(bytes[end]) || !isWord(word[word.length - 1]))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(byte b) {
    return b < 0 || b == '_' || Character.isLetterOrDigit(b);
  }
}
