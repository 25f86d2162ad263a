package dev.sluice.local.template;

import dev.sluice.local.template.StackModel.Event;
import dev.sluice.local.template.StackModel.Function;
import dev.sluice.local.template.StackModel.KinesisEvent;
import dev.sluice.local.template.StackModel.RuleEvent;
import dev.sluice.local.template.StackModel.ScheduleEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code AWS::Serverless::Function} with its events. */
final class FunctionReader {
  private static final Set<String> USED =
      Set.of(
          "FunctionName",
          "Runtime",
          "Handler",
          "CodeUri",
          "MemorySize",
          "Timeout",
          "Layers",
          "ReservedConcurrentExecutions",
          "Environment",
          "Events");

  /** Makes no difference on one machine: no IAM, no X-Ray, no images of other processors. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "Description",
          "Policies",
          "Tracing",
          "Architectures",
          "EphemeralStorage",
          "Tags",
          "LoggingConfig",
          "SnapStart",
          "PermissionsBoundary");

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
          "Enabled");

  private final Path folder;
  private final Map<String, Path> layers;

  /**
   * @param folder of the template
   * @param layers directories by the layers' ARNs
   */
  FunctionReader(Path folder, Map<String, Path> layers) {
    this.folder = folder;
    this.layers = layers;
  }

  Function read(String logicalId, String name, Properties function) {
    function.allow(union(USED, WITHOUT_EFFECT));
    Map<String, String> environment = new LinkedHashMap<>();
    function
        .inner("Environment")
        .map("Variables")
        .forEach((key, value) -> environment.put(key, String.valueOf(value)));
    return new Function(
        logicalId,
        name,
        function.text("Runtime"),
        function.text("Handler"),
        folder.resolve(function.text("CodeUri")).normalize(),
        function.number("MemorySize", 128),
        function.seconds("Timeout", 3),
        function.optional("ReservedConcurrentExecutions").map(Integer::parseInt),
        environment,
        function.list("Layers").stream().map(arn -> layer(arn, function)).toList(),
        events(function));
  }

  private Path layer(Object arn, Properties function) {
    Path directory = layers.get(String.valueOf(arn));
    if (directory == null) {
      throw new TemplateException(function.where(), "there is no layer " + arn);
    }
    return directory;
  }

  private static List<Event> events(Properties function) {
    List<Event> events = new ArrayList<>();
    function
        .map("Events")
        .forEach(
            (name, value) -> {
              Properties event =
                  new Properties(
                      function.what() + ".Events." + name,
                      function.where(),
                      Properties.cast((Map<?, ?>) value));
              events.add(event(name, event.text("Type"), event.inner("Properties")));
            });
    return events;
  }

  private static Event event(String name, String type, Properties event) {
    return switch (type) {
      case "Kinesis" -> kinesis(name, event.allow(KINESIS));
      case "ScheduleV2" -> schedule(name, event);
      case "EventBridgeRule" ->
          new RuleEvent(name, event.allow(Set.of("Pattern", "RetryPolicy")).map("Pattern"));
      default ->
          throw new TemplateException(
              event.where(), event.what() + ": the local lake knows no events of type " + type);
    };
  }

  private static ScheduleEvent schedule(String name, Properties event) {
    event.allow(
        Set.of(
            "ScheduleExpression",
            "ScheduleExpressionTimezone",
            "Input",
            "RetryPolicy",
            "State",
            "DeadLetterConfig",
            "FlexibleTimeWindow"));
    return new ScheduleEvent(
        name,
        event.text("ScheduleExpression"),
        event.optional("ScheduleExpressionTimezone").orElse("UTC"),
        event.optional("Input").orElse("{}"),
        event.inner("RetryPolicy").number("MaximumRetryAttempts", 185));
  }

  private static KinesisEvent kinesis(String name, Properties event) {
    Optional<String> bucket =
        Optional.of(event.inner("DestinationConfig").map("OnFailure"))
            .filter(target -> "S3".equals(target.get("Type")))
            .map(target -> String.valueOf(target.get("Destination")).replace("arn:aws:s3:::", ""));
    return new KinesisEvent(
        name,
        event.text("Stream"),
        event.text("StartingPosition"),
        event.number("BatchSize", 100),
        event.seconds("MaximumBatchingWindowInSeconds", 0),
        event.seconds("TumblingWindowInSeconds", 0),
        event.list("FunctionResponseTypes").contains("ReportBatchItemFailures"),
        event.flag("BisectBatchOnFunctionError"),
        event.number("MaximumRetryAttempts", -1),
        event.seconds("MaximumRecordAgeInSeconds", -1),
        bucket);
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> both = new java.util.HashSet<>(a);
    both.addAll(b);
    return both;
  }
}
