package dev.sluice.local.lake;

import dev.sluice.core.definition.DeployedParts;
import dev.sluice.core.definition.InvalidPipelineException;
import dev.sluice.core.definition.PipelineSettings;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.localaws.template.SamConfig;
import dev.sluice.localaws.template.StackModel;
import dev.sluice.localaws.template.StackReader;
import dev.sluice.localaws.template.TemplateException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A pipeline's stack, as {@code sam deploy} would make it for that pipeline.
 *
 * @param pipeline its name
 * @param stack what the template declares for it
 */
public record PipelineStack(String pipeline, StackModel stack) {
  /** The layer with the definitions. */
  private static final String LAYER = "PipelinesLayer";

  private static final String SETTINGS = "Settings";

  /** What the template does where an environment says nothing. */
  private static final String FIREHOSE_PARTITION =
      "year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/";

  /**
   * Reads the template for a pipeline, with the parameters of its environment in {@code
   * samconfig.toml}, so that a wrong one is told before it is deployed. Where the environment has
   * no addresses for alerts, there are some here: their mails are files.
   *
   * <p>A pipeline without an environment gets the parts that it needs.
   *
   * @param choice of the environment, and what wins over it
   * @throws TemplateException if the stack would lack a part that the pipeline needs, or have one
   *     too many
   */
  public static PipelineStack of(PipelinePlace place, Pipeline pipeline, StackChoice choice)
      throws IOException {
    SamConfig environments = SamConfig.read(place.samConfig());
    Map<String, String> parameters = environments.parameters(choice.environment());
    if (!environments.has(choice.environment())) {
      parameters.put("Producer", enabled(pipeline.needsProducer()));
      parameters.put("Streaming", enabled(pipeline.stream().isPresent()));
      parameters.put("MaskSecretName", pipeline.masking().key());
    }
    pipeline.stream()
        .filter(stream -> !isFirehose(parameters)) // an environment with Firehose says where
        .ifPresent(
            stream -> parameters.putIfAbsent("FirehosePartition", firehosePartition(stream.raw())));
    parameters.putAll(choice.parameters());
    parameters.put("Pipeline", pipeline.name());
    fill(parameters, "AlertEmail", "team@example.com");
    fill(parameters, "AlertPhone", "+4915112345678");
    parameters.put(SETTINGS, chosen(parameters, choice));
    Optional<String> misfit = misfit(choice.environment(), pipeline, parameters);
    if (misfit.isPresent()) {
      throw new TemplateException(SamConfig.NAME, misfit.get());
    }
    return new PipelineStack(
        pipeline.name(),
        StackReader.read(
            place.template(),
            "sluice-" + choice.environment(),
            parameters,
            Map.of(LAYER, place.folder())));
  }

  private static String chosen(Map<String, String> parameters, StackChoice choice) {
    Map<String, String> settings = settings(parameters);
    settings.putAll(choice.settings());
    return settings.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  /**
   * How a pipeline and the environments in {@code samconfig.toml} that deploy it don't go together;
   * none if they do.
   *
   * @param name the pipeline's
   * @param reader reads its definition with an environment's settings
   */
  public static List<String> problems(
      PipelinePlace place, String name, Function<Map<String, String>, Pipeline> reader)
      throws IOException {
    SamConfig environments = SamConfig.read(place.samConfig());
    List<String> problems = new ArrayList<>();
    for (String environment : environments.of(name)) {
      Map<String, String> parameters = environments.parameters(environment);
      try {
        misfit(environment, reader.apply(deployed(parameters)), parameters)
            .ifPresent(misfit -> problems.add(SamConfig.NAME + ": " + misfit));
      } catch (InvalidPipelineException e) {
        problems.add(
            "%s: [%s] with its Settings: %s"
                .formatted(SamConfig.NAME, environment, e.getMessage()));
      }
    }
    return problems;
  }

  private static Optional<String> misfit(
      String environment, Pipeline pipeline, Map<String, String> parameters) {
    return parts(parameters)
        .problem(pipeline)
        .or(() -> folders(pipeline, parameters))
        .map(misfit -> "[" + environment + "] " + misfit);
  }

  private static String enabled(boolean isThere) {
    return isThere ? "enabled" : "disabled";
  }

  /** What Firehose stores has to lie where the pipeline looks; empty: it does. */
  private static Optional<String> folders(Pipeline pipeline, Map<String, String> parameters) {
    String given = parameters.getOrDefault("FirehosePartition", FIREHOSE_PARTITION);
    return pipeline.stream()
        .filter(stream -> isFirehose(parameters))
        .map(stream -> firehosePartition(stream.raw()))
        .filter(wanted -> !wanted.equals(given))
        .map(
            wanted ->
                "FirehosePartition is '%s', but the pipeline's raw section says '%s': what Firehose stores would not be found. Set FirehosePartition to that, or change partition or style in raw"
                    .formatted(given, wanted));
  }

  private static boolean isFirehose(Map<String, String> parameters) {
    return parameters.getOrDefault("RawDelivery", "").equals("firehose");
  }

  private static DeployedParts parts(Map<String, String> parameters) {
    return new DeployedParts(
        isEnabled(parameters, "Producer"),
        isEnabled(parameters, "Streaming"),
        Optional.ofNullable(parameters.get("RawDelivery")),
        Optional.of(parameters.getOrDefault("MaskSecretName", "")),
        Optional.ofNullable(parameters.get("Catalog")));
  }

  /** The template refuses what is neither of the two by itself. */
  private static Optional<Boolean> isEnabled(Map<String, String> parameters, String part) {
    String value = parameters.getOrDefault(part, "enabled");
    return value.matches("enabled|disabled")
        ? Optional.of(value.equals("enabled"))
        : Optional.empty();
  }

  /** The same, whose producer asks a server in the place of its API, if one is given. */
  public PipelineStack asking(Optional<URI> server) {
    return server
        .map(
            uri ->
                new PipelineStack(
                    pipeline,
                    stack.withVariable("ProducerFunction", "SLUICE_API_ENDPOINT", uri.toString())))
        .orElse(this);
  }

  /** The layout's partition in Firehose's expressions, e.g. {@code year=!{timestamp:yyyy}/}. */
  private static String firehosePartition(RawLayout raw) {
    Map<PartitionField, String> patterns =
        Map.of(
            PartitionField.YEAR, "yyyy",
            PartitionField.MONTH, "MM",
            PartitionField.DAY, "dd",
            PartitionField.HOUR, "HH");
    return raw.partition().stream()
        .map(field -> "%s!{timestamp:%s}/".formatted(raw.style().name(field), patterns.get(field)))
        .collect(Collectors.joining());
  }

  private static void fill(Map<String, String> parameters, String name, String value) {
    parameters.compute(name, (key, given) -> given == null || given.isEmpty() ? value : given);
  }

  /** The pipeline's settings that an environment's parameters give, by name. */
  public static Map<String, String> settings(Map<String, String> parameters) {
    Map<String, String> settings = new TreeMap<>();
    Stream.of(parameters.getOrDefault(SETTINGS, "").split(",", -1))
        .filter(setting -> !setting.isEmpty())
        .map(setting -> setting.split("=", 2))
        .forEach(setting -> settings.put(setting[0], setting.length > 1 ? setting[1] : ""));
    return settings;
  }

  /** The same, with what follows from the environment's catalog. */
  static Map<String, String> deployed(Map<String, String> parameters) {
    return PipelineSettings.of(
        settings(parameters), parameters.getOrDefault("Catalog", "declared"));
  }

  /** The stream; null: the pipeline has none. */
  public String stream() {
    return stack.outputs().get("StreamName");
  }

  /** The lake's bucket. */
  public String bucket() {
    return stack.outputs().get("BucketName");
  }

  /** The ARN of the alerts' topic. */
  public String topic() {
    return stack.outputs().get("AlertTopicArn");
  }

  /** The tables' database. */
  public String database() {
    return stack.outputs().get("DatabaseName");
  }

  /** The workgroup for queries. */
  public String workgroup() {
    return stack.outputs().get("WorkgroupName");
  }

  /** A function's name; null: the template's conditions leave it out. */
  public String function(String logicalId) {
    return functions().get(logicalId);
  }

  /** The sum of a function's metric in a lake; 0 if the template's conditions leave it out. */
  public double metric(LocalLake lake, String logicalId, String metric) {
    String function = function(logicalId);
    return function == null ? 0 : lake.metrics().total(function, metric);
  }

  /** The functions' names by logical id. */
  public Map<String, String> functions() {
    return stack.functions().stream()
        .collect(
            Collectors.toMap(StackModel.Function::logicalId, function -> function.spec().name()));
  }
}
