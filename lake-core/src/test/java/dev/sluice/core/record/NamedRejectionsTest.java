package dev.sluice.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a record is rejected is said by name. */
class NamedRejectionsTest {
  private static final String GOOD = "{\"id\":\"a\",\"time\":1}";

  private final RecordScanner scanner =
      new RecordScanner(
          new RecordSpec(
              "id",
              "time",
              "id",
              new Schema(
                  List.of(
                      new Field("id", FieldType.STRING, true),
                      new Field("time", FieldType.TIMESTAMP, false)))));

  private RecordScan scan(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return scanner.scan(bytes, 0, bytes.length);
  }

  private void assertRejected(String payload, String reason) {
    assertThat(scan(payload).rejection()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16, UTF-16", // big endian, with a mark
    "UTF-16LE, UTF-16",
    "UTF-16BE, UTF-16",
    "x-UTF-16LE-BOM, UTF-16",
    "UTF-32, UTF-32",
    "UTF-32LE, UTF-32",
    "X-UTF-32BE-BOM, UTF-32",
    "X-UTF-32LE-BOM, UTF-32",
  })
  void anotherEncodingIsNamed(String charset, String name) {
    byte[] bytes = (GOOD.length() % 2 == 0 ? GOOD : GOOD + " ").getBytes(Charset.forName(charset));

    assertThat(scanner.scan(bytes, 0, bytes.length).rejection())
        .isEqualTo(name + ", but must be UTF-8");
  }

  @Test
  void aCompressedRecordIsNamed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(scanner.scan(bytes.toByteArray(), 0, bytes.size()).rejection())
        .isEqualTo("compressed with gzip; set 'record.compression: auto'");
  }

  @Test
  void jsonBeyondALimitIsNamedByIt() {
    assertRejected(
        "{\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}", "nested deeper than 1,000 levels");
    assertRejected("{\"x\":" + "1".repeat(1001) + "}", "a number is longer than 1,000 characters");
    assertRejected(
        "{\"" + "x".repeat(50_001) + "\":1}", "a field's name is longer than 50,000 characters");
    assertThat(scan("{\"x\":" + "[".repeat(999) + "]".repeat(999) + "}").rejection())
        .isEqualTo("field 'id' is missing or null");
  }
}
