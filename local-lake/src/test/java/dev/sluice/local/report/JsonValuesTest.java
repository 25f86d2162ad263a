package dev.sluice.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValuesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|0",
        "{}|1",
        "{\"a\":1}{\"a\":{\"b\":[1,{}]}}{\"a\":3}|3",
        "{\"a\":1}~{\"a\":2}~|2",
        "{\"a\":\"}{\"}{\"b\":\"\\\"}{\"}|2",
        "{\"a\":\"\\\\\"}{\"b\":2}|2",
        "[{\"a\":1},{\"a\":2} , {\"a\":[3]}]|3",
        "[{\"a\":1}][{\"a\":2}]|2",
        "this is no JSON{\"a\":1}|2",
        "{\"a\":1}it's, \"this{\"a\":2}|3",
        "no~nor this~{\"a\":1}|3",
        "{\"a\":1}~{\"a\":~{\"a\":3}~|3",
        "{\"a\":1}~{\"a\":\"it~{\"a\":3}~{\"a\":[1,~|4"
      })
  void countsValuesHoweverTheyAreWritten(String text, long values) throws IOException {
    byte[] bytes = text.replace('~', '\n').getBytes(StandardCharsets.UTF_8);
    Path plain = Files.write(folder.resolve("plain"), bytes);
    Path packed = folder.resolve("packed");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(bytes);
    }

    assertThat(JsonValues.count(plain)).isEqualTo(values);
    assertThat(JsonValues.count(packed)).isEqualTo(values);
  }
}
