package dev.sluice.local.lake;

import dev.sluice.local.template.StackModel;
import dev.sluice.local.template.StackReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A pipeline's stack, as {@code sam deploy} would make it for that pipeline.
 *
 * @param pipeline its name
 * @param stack what the template declares for it
 */
public record PipelineStack(String pipeline, StackModel stack) {
  /**
   * Reads the template for a pipeline.
   *
   * @param settings values for the pipeline's {@code ${NAME}}s
   */
  public static PipelineStack of(Path template, String pipeline, Map<String, String> settings)
      throws IOException {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("Pipeline", pipeline);
    parameters.put("AlertEmail", "team@example.com");
    parameters.put("AlertPhone", "+4915112345678");
    parameters.put(
        "Settings",
        settings.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .sorted()
            .collect(Collectors.joining(",")));
    return new PipelineStack(
        pipeline, StackReader.read(template, "sluice-" + pipeline, parameters));
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

  /** A function's name. */
  public String function(String logicalId) {
    return functions().get(logicalId);
  }

  /** The functions' names by logical id. */
  public Map<String, String> functions() {
    return stack.functions().stream()
        .collect(Collectors.toMap(StackModel.Function::logicalId, StackModel.Function::name));
  }
}
