package dev.sluice.localaws.template;

import dev.sluice.localaws.esm.MappingSettings;
import dev.sluice.localaws.esm.MappingSettings.Batching;
import dev.sluice.localaws.esm.MappingSettings.OnError;
import dev.sluice.localaws.esm.MappingSettings.Start;
import dev.sluice.localaws.esm.MappingSettings.StartingPosition;
import dev.sluice.localaws.scheduler.ScheduleExpression;
import dev.sluice.localaws.template.StackModel.Event;
import dev.sluice.localaws.template.StackModel.KinesisEvent;
import dev.sluice.localaws.template.StackModel.RuleEvent;
import dev.sluice.localaws.template.StackModel.ScheduleEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads what invokes a function: the {@code Events} of {@code AWS::Serverless::Function}. */
final class EventReader {
  private static final Set<String> KINESIS =
      Set.of(
          "Stream",
          "StartingPosition",
          "BatchSize",
          "MaximumBatchingWindowInSeconds",
          "TumblingWindowInSeconds",
          "FunctionResponseTypes",
          "BisectBatchOnFunctionError",
          "MaximumRetryAttempts",
          "MaximumRecordAgeInSeconds",
          "DestinationConfig",
          "Enabled",
          "MetricsConfig",
          "ParallelizationFactor");

  private static final Set<String> SCHEDULE =
      Set.of(
          "OmitName",
          "ScheduleExpression",
          "ScheduleExpressionTimezone",
          "Input",
          "RetryPolicy",
          "DeadLetterConfig",
          "RoleArn",
          "State");

  private static final Set<String> RULE = Set.of("Pattern", "RetryPolicy", "DeadLetterConfig");

  private EventReader() {}

  static List<Event> read(String functionName, Properties function) {
    List<Event> events = new ArrayList<>();
    function
        .map("Events")
        .forEach(
            (name, value) -> {
              Properties event =
                  Properties.of(function.what() + ".Events." + name, function.where(), value);
              Properties settings = event.inner("Properties");
              if (settings.flag("Enabled", true)) {
                events.add(event(functionName, name, event.text("Type"), settings));
              }
            });
    return events;
  }

  private static Event event(String function, String name, String type, Properties event) {
    return switch (type) {
      case "Kinesis" -> kinesis(function, name, event.allow(KINESIS));
      case "ScheduleV2" -> schedule(name, event);
      case "EventBridgeRule" -> new RuleEvent(name, event.allow(RULE).plainMap("Pattern"));
      default ->
          throw new TemplateException(
              event.where(), event.what() + ": the local lake knows no events of type " + type);
    };
  }

  /**
   * The policy is about calls of Lambda that fail, and here none does; what a function fails on is
   * tried again by Lambda's own rules.
   */
  private static ScheduleEvent schedule(String name, Properties event) {
    event.allow(SCHEDULE);
    Properties retries =
        event
            .inner("RetryPolicy")
            .allow(Set.of("MaximumRetryAttempts", "MaximumEventAgeInSeconds"));
    String zone = event.optional("ScheduleExpressionTimezone").orElse("UTC");
    check(event, event.text("ScheduleExpression"), zone);
    return new ScheduleEvent(
        name,
        event.text("ScheduleExpression"),
        zone,
        event.optional("Input").orElse("{}"),
        event.optional("State").orElse("ENABLED"),
        retries.number("MaximumRetryAttempts", 185),
        retries.seconds("MaximumEventAgeInSeconds", 86_400));
  }

  /** Here, where nothing has begun; the scheduler would refuse it when the lake starts. */
  private static void check(Properties event, String expression, String zone) {
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw new TemplateException(
          event.where(),
          "%s: the time zone '%s' does not exist; write one like Europe/Berlin"
              .formatted(event.what(), zone),
          zone,
          ZoneId.getAvailableZoneIds());
    }
    try {
      ScheduleExpression.parse(expression, ZoneId.of(zone));
    } catch (IllegalArgumentException e) {
      throw new TemplateException(event.where(), event.what() + ": " + e.getMessage());
    }
  }

  private static KinesisEvent kinesis(String function, String name, Properties event) {
    if (!event.text("StartingPosition").matches("TRIM_HORIZON|LATEST")) {
      throw new TemplateException(
          event.where(),
          "%s: the local lake starts at TRIM_HORIZON or LATEST, not at '%s'"
              .formatted(event.what(), event.text("StartingPosition")));
    }
    String id = function + "/" + name;
    try {
      MappingSettings settings =
          new MappingSettings(
              UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString(),
              function,
              new Batching(
                  event.number("BatchSize", 100),
                  event.seconds("MaximumBatchingWindowInSeconds", 0),
                  event.seconds("TumblingWindowInSeconds", 0),
                  event.number("ParallelizationFactor", 1)),
              new Start(StartingPosition.valueOf(event.text("StartingPosition")), Optional.empty()),
              onError(event));
      return new KinesisEvent(name, event.text("Stream"), settings);
    } catch (IllegalArgumentException e) {
      throw new TemplateException(event.where(), event.what() + ": " + e.getMessage());
    }
  }

  private static OnError onError(Properties event) {
    Properties failures =
        event
            .inner("DestinationConfig")
            .allow(Set.of("OnFailure"))
            .inner("OnFailure")
            .allow(Set.of("Type", "Destination"))
            .requireIfSet("Type", "S3");
    return new OnError(
        event.list("FunctionResponseTypes").contains("ReportBatchItemFailures"),
        event.flag("BisectBatchOnFunctionError", false),
        event.number("MaximumRetryAttempts", -1),
        Optional.of(event.seconds("MaximumRecordAgeInSeconds", -1))
            .filter(age -> age.compareTo(Duration.ZERO) > 0),
        failures.optional("Destination").map(arn -> arn.replace("arn:aws:s3:::", "")));
  }
}
