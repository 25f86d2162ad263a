package dev.sluice.localaws.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.template.StackModel.Function;
import dev.sluice.localaws.template.StackModel.KinesisEvent;
import dev.sluice.localaws.template.StackModel.RuleEvent;
import dev.sluice.localaws.template.StackModel.ScheduleEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a changed template means, or why it can't be played. */
class ChangedTemplateTest {
  private static final Path TEMPLATE =
      Path.of(System.getProperty("sluice.root"), "sam", "template.yaml");

  @TempDir Path directory;

  @Test
  void keepsNumbersAndBooleansInPatterns() throws IOException {
    Function etl =
        function(
            changed(
                "currentState: [SUCCEEDED, FAILED, CANCELLED]",
                "statistics: [{numeric: ['>', 10, '<=', 1.5e3]}, {exists: false}, null, '10']"),
            "EtlTriggerFunction");

    RuleEvent ended = (RuleEvent) etl.events().get(2);
    Map<?, ?> detail = (Map<?, ?>) ended.pattern().get("detail");
    List<?> rules = (List<?>) detail.get("statistics");
    assertThat(rules.get(0))
        .isEqualTo(
            Map.of("numeric", List.of(">", new BigDecimal(10), "<=", new BigDecimal("1.5e3"))));
    assertThat(rules.get(1)).isEqualTo(Map.of("exists", false));
    assertThat(rules.get(2)).isNull();
    assertThat(rules.get(3)).isEqualTo("10");
  }

  @Test
  void keepsNumbersInFilterPolicies() throws IOException {
    String text = text("severity: [critical]", "violations: [{numeric: ['>=', 3]}]");

    assertThat(
            read(text, Map.of("AlertPhone", "+4915112345678")).all(StackModel.Subscription.class))
        .singleElement()
        .satisfies(
            phone ->
                assertThat(phone.filterPolicy())
                    .isEqualTo(
                        Map.of(
                            "sms",
                            List.of("send"),
                            "violations",
                            List.of(Map.of("numeric", List.of(">=", new BigDecimal(3)))))));
  }

  @Test
  void givesVariablesTheTextInTheFile() throws IOException {
    Function writer =
        function(
            changed(
                "SLUICE_PIPELINES_DIR: /opt",
                "SLUICE_PIPELINES_DIR: /opt\n        A: 007\n        B: 1.50\n        C: yes"),
            "BatchWriterFunction");

    assertThat(writer.spec().environment())
        .containsEntry("A", "007")
        .containsEntry("B", "1.50")
        .containsEntry("C", "yes");
  }

  @Test
  void readsHowASchedulesCallsAreRetried() throws IOException {
    ScheduleEvent run =
        (ScheduleEvent)
            function(changed("Timeout: 600", "Timeout: 300"), "EtlTriggerFunction").events().get(0);

    assertThat(run.retries()).isEqualTo(2);
    assertThat(run.maximumAge()).isEqualTo(Duration.ofHours(1));
    assertThat(run.state()).isEqualTo("ENABLED");
  }

  @Test
  void makesNoMappingThatIsNotEnabled() throws IOException {
    StackModel stack = changed("BatchSize: 10000", "BatchSize: 10000\n            Enabled: false");

    assertThat(function(stack, "BatchWriterFunction").events()).isEmpty();
    assertThat(function(stack, "ConsumerFunction").events())
        .filteredOn(KinesisEvent.class::isInstance)
        .hasSize(1);
  }

  @Test
  void refusesAReferenceToAResourceThatIsLeftOut() {
    assertThatThrownBy(
            () ->
                changed("SLUICE_STREAM: !Ref Stream", "SLUICE_STREAM: !Ref AlertPhoneSubscription"))
        .hasMessageMatching("template.yaml:\\d+: .*'AlertPhoneSubscription'.*HasPhone is false.*");
  }

  @Test
  void leavesOutAnOutputWhoseConditionIsFalse() throws IOException {
    StackModel stack =
        changed("    Description: The lake\n", "    Description: x\n    Condition: HasEmail\n");

    assertThat(stack.outputs()).doesNotContainKey("BucketName").containsKey("StreamName");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LifecycleConfiguration:         | ReplicationConfiguration:               | ReplicationConfiguration
          RecursiveDeleteOption: true     | State: DISABLED                         | State
          PublishCloudWatchMetricsEnabled: true | EngineVersion: 3                  | EngineVersion
          Condition: HasEmail             | Conditon: HasEmail                      | Conditon
          BisectBatchOnFunctionError: true | BisectBatchOnFunctionError: 'on'       | neither true nor false
          StartingPosition: TRIM_HORIZON  | StartingPosition: AT_TIMESTAMP          | TRIM_HORIZON or LATEST
          Type: S3                        | Type: SQS                               | no Type 'SQS', only 'S3'
          Timeout: 600                    | Timeout: 901                            | EtlTriggerFunction: the timeout PT15M1S is not in 1-900 s
          SLUICE_PIPELINES_DIR: /opt      | AWS_REGION: here                        | AWS_REGION is reserved by Lambda
          MaximumEventAgeInSeconds: 3600  | MaximumAge: 3600                        | MaximumEventAgeInSeconds
          ScheduleExpression: !Ref EtlSchedule | ScheduleExpression: 1\\n            FlexibleTimeWindow: {Mode: OFF} | FlexibleTimeWindow
          MaximumEventAgeInSeconds: 21600 | MaximumEventAgeInSeconds: 60            | only '21600'
          Protocol: email                 | Protocol: email\\n      FilterPolicyScope: MessageBody | only 'MessageAttributes'
          """)
  void refusesWhatItDoesNotPlay(String from, String to, String told) throws IOException {
    String text = text(from, to.replace("\\n", "\n"));

    assertThatThrownBy(() -> read(text, Map.of("AlertEmail", "a@example.com")))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(told);
  }

  private StackModel changed(String from, String to) throws IOException {
    return read(text(from, to), Map.of());
  }

  private static String text(String from, String to) throws IOException {
    String text = Files.readString(TEMPLATE);
    assertThat(text).contains(from);
    return text.replace(from, to);
  }

  private StackModel read(String text, Map<String, String> parameters) throws IOException {
    Path file = directory.resolve("template.yaml");
    Files.writeString(file, text);
    return StackReader.read(file, "sluice-windfarm", parameters);
  }

  private static Function function(StackModel stack, String logicalId) {
    return stack.functions().stream()
        .filter(function -> function.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow();
  }
}
