package dev.sluice.localaws.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.esm.MappingSettings;
import dev.sluice.localaws.firehose.DeliverySettings;
import dev.sluice.localaws.template.StackModel.Function;
import dev.sluice.localaws.template.StackModel.KinesisEvent;
import dev.sluice.localaws.template.StackModel.RuleEvent;
import dev.sluice.localaws.template.StackModel.ScheduleEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StackReaderTest {
  private static final Path TEMPLATE =
      Path.of(System.getProperty("sluice.root"), "sam", "template.yaml");

  @Test
  void readsTheStreamsAndBucketsOfTheRealTemplate() throws IOException {
    StackModel stack = read(Map.of("ShardCount", "3"));

    assertThat(stack.all(StackModel.Stream.class))
        .containsExactly(new StackModel.Stream("sluice-windfarm-Stream", 3, 24));
    assertThat(stack.all(StackModel.Bucket.class))
        .containsExactly(new StackModel.Bucket("sluice-windfarm-lakebucket", true));
    assertThat(stack.all(StackModel.Database.class))
        .containsExactly(
            new StackModel.Database("sluice_windfarm", "Tables of the pipeline windfarm"));
    assertThat(stack.outputs()).containsEntry("StreamName", "sluice-windfarm-Stream");
  }

  @Test
  void namesTheDatabaseAsTheParameterSays() throws IOException {
    assertThat(read(Map.of("Database", "dados_sensores")).all(StackModel.Database.class))
        .extracting(StackModel.Database::name)
        .containsExactly("dados_sensores");
  }

  @Test
  void warnsWhereNobodyGetsMails() throws IOException {
    assertThat(read(Map.of("AlertPhone", "+4915112345678")).outputs())
        .hasEntrySatisfying("Warning", text -> assertThat(text).contains("AlertEmail"));
    assertThat(read(Map.of("AlertEmail", "a@example.com")).outputs()).doesNotContainKey("Warning");
    assertThat(read(Map.of("OperationsEmail", "a@example.com")).outputs())
        .doesNotContainKey("Warning");
  }

  @Test
  void keepsRecordsAsLongAsTheStreamDoes() throws IOException {
    assertThat(read(Map.of("RetentionHours", "168")).functions())
        .flatExtracting(Function::events)
        .filteredOn(KinesisEvent.class::isInstance)
        .hasSize(2)
        .allSatisfy(
            records ->
                assertThat(((KinesisEvent) records).settings().onError().maximumAge()).isEmpty());
  }

  @Test
  void mergesGlobalsIntoEachFunction() throws IOException {
    Function writer = function(read(Map.of("Settings", "A=1")), "BatchWriterFunction");

    assertThat(writer.spec().environment())
        .containsEntry("SLUICE_STACK", "sluice-windfarm")
        .containsEntry("SLUICE_PIPELINE", "windfarm")
        .containsEntry("SLUICE_SETTINGS", "A=1")
        .containsEntry("SLUICE_BUCKET", "sluice-windfarm-lakebucket");
    assertThat(writer.spec().code().artefact().endsWith("batch-writer-fn/target/function.zip"))
        .isTrue();
    assertThat(writer.spec().code().layers())
        .containsExactly(TEMPLATE.getParent().resolveSibling("pipelines"));
  }

  @Test
  void readsTheEventSourceMappingsSettings() throws IOException {
    KinesisEvent records =
        (KinesisEvent) function(read(Map.of()), "BatchWriterFunction").events().get(0);

    assertThat(records.settings().function()).isEqualTo("sluice-windfarm-BatchWriterFunction");
    assertThat(records.settings().batching())
        .isEqualTo(new MappingSettings.Batching(10_000, Duration.ofSeconds(60), Duration.ZERO, 1));
    assertThat(records.settings().onError())
        .isEqualTo(
            new MappingSettings.OnError(
                true, true, 10, Optional.empty(), Optional.of("sluice-windfarm-lakebucket")));
    assertThat(records.streamArn()).endsWith(":stream/sluice-windfarm-Stream");
  }

  @Test
  void readsSchedulesAndRules() throws IOException {
    List<StackModel.Event> events =
        function(read(Map.of("EtlSchedule", "rate(2 hours)")), "EtlTriggerFunction").events();

    assertThat(events.get(0))
        .isInstanceOfSatisfying(
            ScheduleEvent.class,
            schedule -> {
              assertThat(schedule.expression()).isEqualTo("rate(2 hours)");
              assertThat(schedule.input()).contains("<aws.scheduler.scheduled-time>");
            });
    assertThat(((ScheduleEvent) events.get(1)).input()).contains("\"watchdog\": true");
    assertThat(
            events.stream()
                .filter(RuleEvent.class::isInstance)
                .map(event -> ((RuleEvent) event).pattern().get("source")))
        .containsExactly(List.of("aws.athena"), List.of("aws.glue"), List.of("aws.glue"));
  }

  @Test
  void leavesOutWhatAConditionLeavesOut() throws IOException {
    assertThat(read(Map.of()).all(StackModel.Subscription.class)).isEmpty();
    assertThat(read(Map.of("AlertPhone", "+4915112345678")).all(StackModel.Subscription.class))
        .singleElement()
        .satisfies(
            phone -> {
              assertThat(phone.protocol()).isEqualTo("sms");
              assertThat(phone.filterPolicy()).containsEntry("severity", List.of("critical"));
            });
  }

  @Test
  void saysWhatItLeavesOut() throws IOException {
    assertThat(read(Map.of()).ignored()).anyMatch(line -> line.contains("LakeBucketPolicy"));
  }

  @Test
  void givesAnOnDemandStreamTheShardsThatANewOneHas() throws IOException {
    assertThat(
            read(Map.of("StreamMode", "ON_DEMAND", "ShardCount", "7")).all(StackModel.Stream.class))
        .containsExactly(new StackModel.Stream("sluice-windfarm-Stream", 4, 24));
  }

  @Test
  void runsNativePackagesOnTheRuntimeForThem() throws IOException {
    assertThat(read(Map.of()).functions())
        .extracting(each -> each.spec().code().runtime())
        .containsOnly("java21");
    assertThat(read(Map.of("Runtime", "native")).functions())
        .extracting(each -> each.spec().code().runtime())
        .containsOnly("provided.al2023");
  }

  @Test
  void sendsAlarmsToATopicOfTheirOwnIfThereIsAnAddressForThem() throws IOException {
    assertThat(read(Map.of()).all(StackModel.Topic.class)).hasSize(1);
    assertThat(read(Map.of("OperationsEmail", "ops@example.com")).all(StackModel.Topic.class))
        .hasSize(2);
  }

  @Test
  void leavesTheBatchWriterOutWhereFirehoseDelivers() throws IOException {
    StackModel stack = read(Map.of("RawDelivery", "firehose"));

    assertThat(stack.functions())
        .extracting(Function::logicalId)
        .doesNotContain("BatchWriterFunction");
    assertThat(stack.all(StackModel.DeliveryStream.class))
        .extracting(StackModel.DeliveryStream::settings)
        .containsExactly(
            new DeliverySettings(
                "KDS-S3-sluice-windfarm",
                Optional.of("sluice-windfarm-Stream"),
                "sluice-windfarm-lakebucket",
                "raw/windfarm/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/",
                Optional.of(
                    "rejected/windfarm/firehose/!{firehose:error-output-type}"
                        + "/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/"),
                new DeliverySettings.Buffer(64, Duration.ofSeconds(60)),
                DeliverySettings.Format.of(true)));
    assertThat(read(Map.of()).all(StackModel.DeliveryStream.class)).isEmpty();
  }

  @Test
  void schedulesDigestsOnlyIfThereIsAScheduleForThem() throws IOException {
    assertThat(digest(Map.of()).state()).isEqualTo("DISABLED");

    ScheduleEvent digest =
        digest(Map.of("DigestSchedule", "cron(0 7 ? * MON *)", "TimeZone", "Europe/Berlin"));
    assertThat(digest.state()).isEqualTo("ENABLED");
    assertThat(digest.expression()).isEqualTo("cron(0 7 ? * MON *)");
    assertThat(digest.timeZone()).isEqualTo("Europe/Berlin");
    assertThat(digest.input()).isEqualTo("{\"digest\": \"<aws.scheduler.scheduled-time>\"}");
  }

  private static ScheduleEvent digest(Map<String, String> parameters) throws IOException {
    return function(read(parameters), "ConsumerFunction").events().stream()
        .filter(event -> event.name().equals("Digest"))
        .map(ScheduleEvent.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void refusesAParameterThatDoesNotFit() {
    assertThatThrownBy(() -> read(Map.of("AlertEmail", "nobody")))
        .isInstanceOf(TemplateException.class)
        .hasMessageMatching("template.yaml:\\d+: .*AlertEmail can't be 'nobody'.*e-mail address.*");
    assertThatThrownBy(() -> read(Map.of("ShardCount", "0"))).hasMessageContaining("1 to 200");
    assertThatThrownBy(() -> read(Map.of("Shards", "2"))).hasMessageContaining("ShardCount");
  }

  private static StackModel read(Map<String, String> parameters) throws IOException {
    return StackReader.read(TEMPLATE, "sluice-windfarm", parameters);
  }

  private static Function function(StackModel stack, String logicalId) {
    return stack.functions().stream()
        .filter(function -> function.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow();
  }
}
