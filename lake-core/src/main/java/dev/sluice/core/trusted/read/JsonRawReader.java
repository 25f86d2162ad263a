package dev.sluice.core.trusted.read;

import com.fasterxml.jackson.core.JsonFactory;
import dev.sluice.core.lake.RawBytes;
import dev.sluice.core.record.Encodings;
import dev.sluice.core.record.JsonLimits;
import dev.sluice.core.trusted.rows.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * JSON objects one on each line, one after the other without anything between, or in arrays.
 *
 * <p>Something broken costs itself: it is kept with its reason, and reading goes on behind it. Of
 * objects on lines of their own it is a line; elsewhere, all up to where the next record begins
 * ({@link JsonSync}). If more is broken than not, the whole can't be read.
 */
final class JsonRawReader implements RawReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(new JsonLimits())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // A zero byte where a parser begins would be taken for UTF-16.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .build();

  private final RowSink rows;
  private final JsonRecord record;

  JsonRawReader(Optional<List<String>> declared, RowSink rows) {
    this.rows = rows;
    record = new JsonRecord(rows.layout(), declared);
  }

  @Override
  public void read(String key, InputStream content) throws IOException {
    try (InputStream in = RawBytes.open(content)) {
      RewindableBytes bytes = new RewindableBytes(in);
      checkEncoding(bytes);
      new JsonPass(new JsonPass.Into(JSON, rows, record), key, bytes).run();
    }
  }

  /** The parser would take another one, but say nothing of where in the bytes a record is. */
  private static void checkEncoding(RewindableBytes bytes) throws IOException {
    byte[] first = new byte[4];
    for (int i = 0; i < first.length; i++) {
      int next = bytes.peek(i);
      if (next < 0) {
        return;
      }
      first[i] = (byte) next;
    }
    Optional<String> other = Encodings.ofBeginning(first);
    if (other.isPresent()) {
      throw new MisshapenException(
          "it is " + other.get() + ": convert it first, e.g. with iconv -t utf-8");
    }
  }
}
