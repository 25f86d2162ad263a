package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.FieldType;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One item beyond a limit of the parser costs itself, in each shape of raw objects. */
class JsonLimitsTest {
  private static final String A = "{\"id\":\"a\",\"name\":\"1\"}";
  private static final String B = "{\"id\":\"b\",\"name\":\"2\"}";

  @TempDir Path folder;

  /** What is too large. */
  enum Excess {
    DEPTH("[".repeat(1_000) + "]".repeat(1_000), "nested deeper than 1,000 levels"),
    NUMBER("7".repeat(1_500), "a number is longer than 1,000 characters"),
    FRACTION("0." + "7".repeat(1_500), "a number is longer than 1,000 characters"),
    NAME("{\"" + "n".repeat(60_000) + "\":1}", "a field's name is longer than 50,000 characters"),
    TEXT("\"" + "t".repeat(20_000_001) + "\"", "a text is longer than 20,000,000 characters");

    private final String value;
    private final String reason;

    Excess(String value, String reason) {
      this.value = value;
      this.reason = reason;
    }

    String record() {
      return "{\"id\":\"x\",\"name\":" + value + ",\"more\":{\"id\":\"y\"}}";
    }
  }

  private void costsItself(String content, Excess excess) throws IOException {
    TableLake lake =
        new TableLake(
                folder,
                TableLake.JSON,
                TableLake.id(),
                TableLake.column("name", FieldType.STRING, "name"))
            .put(content);
    assertThat(lake.rows()).containsExactly("a|1", "b|2");
    assertThat(lake.rejected()).hasSize(1);
    assertThat(lake.rejected().get(0)).contains("\"reason\":\"" + excess.reason);
  }

  @ParameterizedTest
  @EnumSource
  void costsItsLine(Excess excess) throws IOException {
    costsItself(A + "\n" + excess.record() + "\n" + B + "\n", excess);
  }

  @ParameterizedTest
  @EnumSource
  void costsItselfAmongRecordsWithoutLineEnds(Excess excess) throws IOException {
    costsItself(A + excess.record() + B, excess);
  }

  @ParameterizedTest
  @EnumSource
  void costsItselfInAnArray(Excess excess) throws IOException {
    costsItself("[" + A + "," + excess.record() + "," + B + "]", excess);
  }
}
