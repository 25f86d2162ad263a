package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordProblemsTest {
  @TempDir Path folder;

  private List<String> problems(String old, String replacement) {
    return PipelineFile.copy("windfarm", folder).replace(old, replacement).problems();
  }

  @Test
  void rejectsANameOtherThanTheFiles() {
    assertThat(problems("pipeline: windfarm", "pipeline: wind-farm"))
        .containsExactly(
            "pipeline: is 'wind-farm', but the file is named 'windfarm'; make both equal");
  }

  @Test
  void rejectsAnUnknownType() {
    assertThat(problems("    data: {type: double", "    data: {type: duoble"))
        .containsExactly(
            "record.schema.data.type: unknown type 'duoble'; known: string, int, long, float,"
                + " double, boolean, date, timestamp; did you mean 'double'?");
  }

  @Test
  void rejectsAnIdThatIsNoField() {
    assertThat(problems("  id: id\n", "  id: idd\n"))
        .containsExactly(
            "record.id: no field in record.schema is named 'idd'; known: id, turbine, type, data,"
                + " timestamp; did you mean 'id'?");
  }

  @Test
  void rejectsATimeThatIsNoTime() {
    assertThat(problems("  time: timestamp", "  time: data"))
        .containsExactly(
            "record.time: the field 'data' is of type double, but must be one of date, timestamp");
  }

  @Test
  void rejectsAnOptionalKey() {
    assertThat(
            problems("    turbine: {type: string, required: true}", "    turbine: {type: string}"))
        .containsExactly(
            "record.key: no record may be without the field 'turbine'; add 'required: true' to it");
  }

  @Test
  void rejectsAnEmptyType() {
    assertThat(problems("    data: {type: double", "    data: {type: "))
        .containsExactly("record.schema.data.type: needs a text, but is empty");
  }
}
