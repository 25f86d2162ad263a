package dev.sluice.core.trusted;

import static dev.sluice.core.trusted.TableLake.BARS;
import static dev.sluice.core.trusted.TableLake.JSON;
import static dev.sluice.core.trusted.TableLake.column;
import static dev.sluice.core.trusted.TableLake.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.FieldType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndeclaredFieldsTest {
  @TempDir Path folder;

  @Test
  void fieldsThatNobodyDeclaredAreCountedInAStrictInput() throws IOException {
    TableLake lake =
        new TableLake(folder, JSON, id(), column("v", FieldType.INT, "/in/v"))
            .declaring("spare")
            .put(
                "{\"id\":\"1\",\"in\":{\"v\":1,\"x\":2},\"spare\":1,\"new\":\"a\",\"\":[]}"
                    + "{\"id\":\"1\",\"new\":\"duplicate\"}"
                    + "{\"id\":\"2\",\"new\":null,\"other\":{\"id\":3}}");
    assertThat(lake.flaws())
        .containsExactly(
            "UNKNOWN_FIELD new: not declared 2 a",
            "UNKNOWN_FIELD \"\": not declared 1 [...]",
            "UNKNOWN_FIELD other: not declared 1 {...}");
    TableLake csv =
        new TableLake(folder, BARS, id()).declaring().put("id|new|empty\n1|x|\n2|\\N|\n");
    assertThat(csv.flaws()).containsExactly("UNKNOWN_FIELD new: not declared 1 x");
  }

  @Test
  void manyUnknownFieldsOfARecordAreCountedTogether() throws IOException {
    StringBuilder json = new StringBuilder("{\"id\":\"1\"");
    for (int i = 10; i < 60; i++) {
      json.append(",\"f").append(i).append("\":").append(i);
    }
    List<String> flaws =
        new TableLake(folder, JSON, id()).declaring().put(json.append("}").toString()).flaws();
    assertThat(flaws).hasSize(21);
    assertThat(flaws.get(20)).isEqualTo("UNKNOWN_FIELD : others 30 ");
  }
}
