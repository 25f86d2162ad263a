package dev.sluice.localaws.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two deployments of one pipeline in one account and region. */
class StacksShareNothingTest {
  private static final Path TEMPLATE =
      Path.of(System.getProperty("sluice.root"), "sam", "template.yaml");

  @ParameterizedTest
  @ValueSource(strings = {"lambda", "firehose"})
  void giveNoResourceTheSameName(String delivery) throws IOException {
    Map<String, String> one = names("sluice-windfarm", delivery);

    assertThat(one).containsKeys("LakeDatabase", "Workgroup", "PipelinesLayer", "ProducerLogs");
    assertThat(names("windfarm-test", delivery))
        .hasSameSizeAs(one)
        .allSatisfy((id, name) -> assertThat(name).as(id).isNotEqualTo(one.get(id)));
  }

  @Test
  void namesTheDatabaseAfterTheStack() throws IOException {
    assertThat(names("windfarm-test", "lambda")).containsEntry("LakeDatabase", "windfarm_test");
  }

  @Test
  void showsMetricsOfItsOwnStackOnTheDashboard() throws IOException {
    String template = Files.readString(TEMPLATE);
    String dashboard = template.substring(template.indexOf("DashboardBody:"));

    assertThat(dashboard.lines().filter(line -> line.contains("[\"Sluice\"")))
        .isNotEmpty()
        .allMatch(line -> line.contains("\"Stack\", \"${AWS::StackName}\", \"Pipeline\""));
  }

  private static Map<String, String> names(String stack, String delivery) throws IOException {
    TemplateSections template = TemplateSections.read(TEMPLATE);
    PhysicalNames physical =
        new PhysicalNames(
            stack,
            template,
            ParameterValues.of(template.parameters(), Map.of("RawDelivery", delivery)));
    Map<String, String> names = new HashMap<>();
    template.resources().forEach((id, node) -> names.put(id, physical.name(id, node)));
    return names;
  }
}
