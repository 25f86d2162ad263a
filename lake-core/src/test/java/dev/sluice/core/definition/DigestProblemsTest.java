package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Digest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestProblemsTest {
  private static final String DIGEST =
      "digest: {subject: Seattle, by: station, values: [temp_max, wind]}\n";
  @TempDir Path folder;

  private PipelineFile seattle() {
    PipelineFile file = PipelineFile.copy("seattle", folder);
    return file.with(file.text() + DIGEST);
  }

  private List<String> problems(String old, String replacement) {
    return seattle().replace(old, replacement).problems();
  }

  @Test
  void readsADigest() {
    assertThat(seattle().load().stream().orElseThrow().digest())
        .contains(new Digest("Seattle", "station", List.of("temp_max", "wind")));
  }

  @Test
  void rejectsAnUnknownGroup() {
    assertThat(problems("by: station", "by: statio"))
        .singleElement()
        .asString()
        .startsWith("digest.by: no field in record.schema is named 'statio'")
        .endsWith("did you mean 'station'?");
  }

  @Test
  void rejectsAValueThatIsNoNumber() {
    assertThat(problems("[temp_max, wind]", "[temp_max, weather]"))
        .containsExactly(
            "digest.values[1]: the field 'weather' is of type string, but must be one of int,"
                + " long, float, double");
  }

  @Test
  void rejectsAGroupByTime() {
    assertThat(problems("by: station", "by: date")).hasSize(1);
  }

  @Test
  void rejectsTheSameValueTwice() {
    assertThat(problems("[temp_max, wind]", "[wind, wind]"))
        .containsExactly("digest.values[1]: 'wind' stands twice in the list");
  }

  @Test
  void rejectsASubjectThatATopicRefuses() {
    assertThat(problems("subject: Seattle", "subject: Zürich"))
        .containsExactly("digest.subject: must be 1 to 80 printable ASCII characters");
    assertThat(problems("subject: Seattle", "subject: " + "x".repeat(81))).hasSize(1);
  }
}
