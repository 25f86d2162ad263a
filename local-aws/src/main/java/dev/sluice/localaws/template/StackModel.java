package dev.sluice.localaws.template;

import dev.sluice.localaws.esm.MappingSettings;
import dev.sluice.localaws.firehose.DeliverySettings;
import dev.sluice.localaws.lambda.FunctionSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a template declares, with all parameters, conditions and functions resolved.
 *
 * @param name of the stack
 * @param resources in the order of the template
 * @param outputs by name
 * @param ignored what the local lake leaves out, each a readable line
 */
public record StackModel(
    String name, List<Resource> resources, Map<String, String> outputs, List<String> ignored) {

  /** The resources of a kind. */
  public <T extends Resource> List<T> all(Class<T> kind) {
    return resources.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The same with one more variable in the environment of a function. */
  public StackModel withVariable(String logicalId, String variable, String value) {
    return new StackModel(
        name,
        resources.stream()
            .map(
                resource ->
                    resource instanceof Function function && function.logicalId.equals(logicalId)
                        ? function.with(variable, value)
                        : resource)
            .toList(),
        outputs,
        ignored);
  }

  public List<Function> functions() {
    return all(Function.class);
  }

  /** What a template declares. */
  public sealed interface Resource {}

  /** A Kinesis data stream. */
  public record Stream(String name, int shards, int retentionHours) implements Resource {}

  /**
   * An S3 bucket.
   *
   * @param eventBridge whether EventBridge is told of each object that is created or deleted
   */
  public record Bucket(String name, boolean eventBridge) implements Resource {}

  /** A Firehose stream. */
  public record DeliveryStream(DeliverySettings settings) implements Resource {}

  /** An SNS topic. */
  public record Topic(String name, String arn) implements Resource {}

  /**
   * A subscription to a topic.
   *
   * @param filterPolicy attribute name to the conditions of which one must hold; empty: all
   *     messages
   */
  public record Subscription(
      String topicArn, String protocol, String endpoint, Map<String, Object> filterPolicy)
      implements Resource {}

  /** A Glue database. */
  public record Database(String name, String description) implements Resource {}

  /**
   * An Athena workgroup.
   *
   * @param outputLocation {@code s3://…} where results go if a query does not say
   * @param enforced whether a query's own settings are overruled
   */
  public record Workgroup(String name, String outputLocation, boolean enforced)
      implements Resource {}

  /**
   * A Glue job.
   *
   * @param definition in the shape of Glue's API
   */
  public record Job(String name, Map<String, Object> definition) implements Resource {}

  /**
   * A Glue crawler.
   *
   * @param definition in the shape of Glue's API
   */
  public record Crawler(String name, Map<String, Object> definition) implements Resource {}

  /**
   * A function.
   *
   * @param logicalId in the template
   */
  public record Function(String logicalId, FunctionSpec spec, List<Event> events)
      implements Resource {
    Function with(String variable, String value) {
      Map<String, String> environment = new HashMap<>(spec.environment());
      environment.put(variable, value);
      return new Function(
          logicalId,
          new FunctionSpec(spec.name(), spec.code(), environment, spec.limits()),
          events);
    }
  }

  /** What invokes a function. */
  public sealed interface Event {
    /** Its name within the function. */
    String name();
  }

  /** An event source mapping of a Kinesis stream. */
  public record KinesisEvent(String name, String streamArn, MappingSettings settings)
      implements Event {}

  /**
   * A schedule of EventBridge Scheduler.
   *
   * @param state {@code ENABLED} or {@code DISABLED}
   */
  public record ScheduleEvent(
      String name,
      String expression,
      String timeZone,
      String input,
      String state,
      int retries,
      Duration maximumAge)
      implements Event {}

  /** A rule on the default event bus. */
  public record RuleEvent(String name, Map<String, Object> pattern) implements Event {}
}
