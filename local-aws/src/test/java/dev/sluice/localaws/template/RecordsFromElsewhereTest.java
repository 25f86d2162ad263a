package dev.sluice.localaws.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What puts records into the stream beside the producer. */
class RecordsFromElsewhereTest {
  private static final Path TEMPLATE =
      Path.of(System.getProperty("sluice.root"), "sam/template.yaml");

  private static final Map<String, String> ALL =
      Map.of(
          "IotSql", "SELECT * FROM 'devices/+/data'",
          "ApiAccess", "key",
          "LogGroup", "/aws/lambda/checkout");

  @Test
  void isLeftOutOnOneMachineWhichSaysSo() throws IOException {
    assertThat(StackReader.read(TEMPLATE, "sluice-windfarm", ALL).ignored())
        .contains(
            "IotRule (AWS::IoT::TopicRule): put records into the stream of the lake instead",
            "RecordsApi (AWS::Serverless::Api): put records into the stream of the lake instead");
  }

  @Test
  void isNotThereUnlessItIsChosen() throws IOException {
    assertThat(StackReader.read(TEMPLATE, "sluice-windfarm", Map.of()).ignored())
        .noneMatch(line -> line.matches("(Iot|Records|Api|LogSubscription).*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"IotRole", "ApiRole", "LogSubscriptionRole"})
  void mayPutIntoTheStreamAndKeepWhatFailsAndNothingElse(String name) throws IOException {
    RolePolicy role = RolePolicy.of(name, ALL);

    assertThat(role.statements())
        .allSatisfy(
            statement ->
                assertThat(RolePolicy.texts(statement.get("Action")))
                    .isSubsetOf(
                        List.of("kinesis:PutRecord", "kinesis:PutRecords", "sqs:SendMessage")))
        .allSatisfy(
            statement ->
                assertThat(RolePolicy.texts(statement.get("Resource")))
                    .allMatch(arn -> arn.endsWith("-Stream") || arn.endsWith("-DeadLetters")));
    assertThat(role.trust())
        .allSatisfy(
            statement ->
                assertThat(String.valueOf(statement.get("Condition")))
                    .contains("aws:SourceAccount"));
  }
}
