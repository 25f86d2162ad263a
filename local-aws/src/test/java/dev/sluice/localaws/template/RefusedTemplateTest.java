package dev.sluice.localaws.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a template can't say, and with which words that is refused. */
class RefusedTemplateTest {
  private static final Path TEMPLATE =
      Path.of(System.getProperty("sluice.root"), "sam", "template.yaml");

  @TempDir Path directory;

  @Test
  void refusesAReferenceToNothingWithItsLine() {
    assertThatThrownBy(() -> changed("SLUICE_STREAM: !Ref Stream", "SLUICE_STREAM: !Ref Steam"))
        .hasMessageMatching("template.yaml:\\d+: .*'Steam'.*");
  }

  @Test
  void refusesAnEventSettingThatItDoesNotKnow() {
    assertThatThrownBy(() -> changed("BatchSize: 10000", "BatchSizes: 10000"))
        .hasMessageContaining("BatchSizes")
        .hasMessageContaining("BatchSize,");
  }

  @Test
  void refusesATypeThatItDoesNotKnow() {
    assertThatThrownBy(() -> changed("Type: AWS::SNS::Topic\n", "Type: AWS::MSK::Cluster\n"))
        .hasMessageContaining("AWS::MSK::Cluster");
  }

  @Test
  void refusesAConditionThatDependsOnItself() {
    assertThatThrownBy(
            () ->
                changed(
                    "HasEmail: !Not [!Equals [!Ref AlertEmail, \"\"]]",
                    "HasEmail: !Not [!Condition HasEmail]"))
        .hasMessageContaining("depends on itself");
  }

  private StackModel changed(String from, String to) throws IOException {
    String text = Files.readString(TEMPLATE);
    assertThat(text).contains(from);
    Path file = directory.resolve("template.yaml");
    Files.writeString(file, text.replace(from, to));
    return StackReader.read(file, "sluice-windfarm", Map.of());
  }
}
