package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.FieldType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEncodingTest {
  private static final String TWO =
      "{\"id\":\"a\",\"name\":\"1\"}\n{\"id\":\"b\",\"name\":\"é\"}\n";

  @TempDir Path folder;

  private TableLake lake() throws IOException {
    return new TableLake(
        folder, TableLake.JSON, TableLake.id(), TableLake.column("name", FieldType.STRING, "name"));
  }

  @Test
  void aByteOrderMarkIsLeftOut() throws IOException {
    assertThat(lake().put("\ufeff" + TWO).rows()).containsExactly("a|1", "b|é");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTF-16",
        "UTF-16LE",
        "UTF-16BE",
        "x-UTF-16LE-BOM",
        "UTF-32",
        "UTF-32LE",
        "X-UTF-32BE-BOM"
      })
  void anotherEncodingIsNamed(String charset) throws IOException {
    TableLake lake = lake().put(TableLake.KEY, TWO.getBytes(Charset.forName(charset)));

    assertThat(lake.run())
        .isInstanceOfSatisfying(
            PartitionOutcome.Unreadable.class,
            not ->
                assertThat(not.reason())
                    .contains(
                        charset.substring(charset.indexOf("UTF"), charset.indexOf("UTF") + 6)
                            + ", but must be UTF-8"));
  }
}
