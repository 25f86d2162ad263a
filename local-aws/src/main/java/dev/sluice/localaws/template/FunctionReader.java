package dev.sluice.localaws.template;

import dev.sluice.localaws.lambda.FunctionSpec;
import dev.sluice.localaws.lambda.FunctionSpec.Code;
import dev.sluice.localaws.lambda.FunctionSpec.Limits;
import dev.sluice.localaws.template.StackModel.Event;
import dev.sluice.localaws.template.StackModel.Function;
import dev.sluice.localaws.template.StackModel.KinesisEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code AWS::Serverless::Function}. */
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
          "EventInvokeConfig",
          "Events");

  /** Makes no difference on one machine: no IAM, no X-Ray, no images of other processors. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "Description",
          "Policies",
          "Role",
          "Tracing",
          "Architectures",
          "EphemeralStorage",
          "Tags",
          "LoggingConfig",
          "SnapStart",
          "PermissionsBoundary");

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
    function
        .inner("EventInvokeConfig")
        .allow(Set.of("MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig"))
        .requireIfSet("MaximumRetryAttempts", "2")
        .requireIfSet("MaximumEventAgeInSeconds", "21600");
    Map<String, String> environment = new LinkedHashMap<>();
    function
        .inner("Environment")
        .map("Variables")
        .forEach((key, value) -> environment.put(key, String.valueOf(value)));
    try {
      List<Event> events = EventReader.read(name, function);
      Limits limits = limits(function, events);
      FunctionSpec spec = new FunctionSpec(name, code(function), environment, limits);
      return new Function(logicalId, spec, events);
    } catch (IllegalArgumentException e) {
      throw new TemplateException(function.where(), function.what() + ": " + e.getMessage());
    }
  }

  private Code code(Properties function) {
    String runtime = function.text("Runtime");
    return new Code(
        artefact(folder.resolve(function.text("CodeUri")).normalize(), runtime),
        runtime,
        function.text("Handler"),
        function.list("Layers").stream().map(arn -> layer(arn, function)).toList());
  }

  /** The launcher builds native packages beside those for the JVM. */
  private static Path artefact(Path zip, String runtime) {
    Path beside = zip.resolveSibling("native").resolve(zip.getFileName());
    return runtime.startsWith("provided") && Files.exists(beside) ? beside : zip;
  }

  private static Limits limits(Properties function, List<Event> events) {
    int batches =
        events.stream()
            .filter(KinesisEvent.class::isInstance)
            .mapToInt(each -> ((KinesisEvent) each).settings().batching().parallelization())
            .max()
            .orElse(1);
    int reserved = function.number("ReservedConcurrentExecutions", -1);
    return new Limits(
        function.number("MemorySize", 128),
        function.seconds("Timeout", 3),
        reserved < 0 ? OptionalInt.empty() : OptionalInt.of(reserved),
        batches);
  }

  private Path layer(Object arn, Properties function) {
    Path directory = layers.get(String.valueOf(arn));
    if (directory == null) {
      throw new TemplateException(function.where(), "unknown layer " + arn);
    }
    return directory;
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> both = new HashSet<>(a);
    both.addAll(b);
    return both;
  }
}
