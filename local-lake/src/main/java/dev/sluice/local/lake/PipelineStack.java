package dev.sluice.local.lake;

import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.localaws.template.SamConfig;
import dev.sluice.localaws.template.StackModel;
import dev.sluice.localaws.template.StackReader;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
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

  /**
   * Reads the template for a pipeline, with the parameters of its environment in {@code
   * samconfig.toml}, so that a wrong one is told before it is deployed. Where the environment has
   * no addresses for alerts, there are some here: their mails are files.
   *
   * @param settings values for the pipeline's {@code ${NAME}}s; they win over the environment's
   * @param chosen values for the template's parameters; they win over the environment's
   */
  public static PipelineStack of(
      PipelinePlace place,
      Pipeline pipeline,
      Map<String, String> settings,
      Map<String, String> chosen)
      throws IOException {
    Map<String, String> parameters = SamConfig.read(place.samConfig()).parameters(pipeline.name());
    pipeline.stream()
        .ifPresent(
            stream -> parameters.putIfAbsent("FirehosePartition", firehosePartition(stream.raw())));
    parameters.putAll(chosen);
    parameters.put("Pipeline", pipeline.name());
    fill(parameters, "AlertEmail", "team@example.com");
    fill(parameters, "AlertPhone", "+4915112345678");
    String own =
        settings.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .sorted()
            .collect(Collectors.joining(","));
    parameters.merge("Settings", own, PipelineStack::both);
    return new PipelineStack(
        pipeline.name(),
        StackReader.read(
            place.template(),
            "sluice-" + pipeline.name(),
            parameters,
            Map.of(LAYER, place.folder())));
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

  /** Of a setting that is there twice the later counts. */
  private static String both(String environments, String own) {
    Map<String, String> all = new TreeMap<>();
    Stream.of(environments, own)
        .flatMap(list -> Stream.of(list.split(",", -1)))
        .filter(setting -> !setting.isEmpty())
        .forEach(setting -> all.put(setting.split("=", 2)[0], setting));
    return String.join(",", all.values());
  }

  /** The stream. */
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

  /** The functions' names by logical id. */
  public Map<String, String> functions() {
    return stack.functions().stream()
        .collect(
            Collectors.toMap(StackModel.Function::logicalId, function -> function.spec().name()));
  }
}
