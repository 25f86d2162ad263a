package dev.sluice.localaws.template;

import dev.sluice.localaws.esm.MappingSettings;
import dev.sluice.localaws.firehose.DeliverySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a template declares, with all parameters, conditions and functions resolved.
 *
 * @param name of the stack
 * @param outputs by name
 * @param ignored what the local lake leaves out, each a readable line
 */
public record StackModel(
    String name,
    List<Stream> streams,
    List<Bucket> buckets,
    List<DeliverySettings> deliveryStreams,
    List<Topic> topics,
    List<Subscription> subscriptions,
    List<Function> functions,
    List<Database> databases,
    List<Workgroup> workgroups,
    List<Job> jobs,
    List<Crawler> crawlers,
    Map<String, String> outputs,
    List<String> ignored) {

  /** A Kinesis data stream. */
  public record Stream(String name, int shards, int retentionHours) {}

  /**
   * An S3 bucket.
   *
   * @param eventBridge whether EventBridge is told of each object that is created or deleted
   */
  public record Bucket(String name, boolean eventBridge) {}

  /** An SNS topic. */
  public record Topic(String name, String arn) {}

  /**
   * A subscription to a topic.
   *
   * @param filterPolicy attribute name to the conditions of which one must hold; empty: all
   *     messages
   */
  public record Subscription(
      String topicArn, String protocol, String endpoint, Map<String, Object> filterPolicy) {}

  /** A Glue database. */
  public record Database(String name, String description) {}

  /**
   * An Athena workgroup.
   *
   * @param outputLocation {@code s3://…} where results go if a query does not say
   * @param enforced whether a query's own settings are overruled
   */
  public record Workgroup(String name, String outputLocation, boolean enforced) {}

  /**
   * A Glue job.
   *
   * @param definition in the shape of Glue's API
   */
  public record Job(String name, Map<String, Object> definition) {}

  /**
   * A Glue crawler.
   *
   * @param definition in the shape of Glue's API
   */
  public record Crawler(String name, Map<String, Object> definition) {}

  /**
   * A function.
   *
   * @param logicalId in the template
   * @param artefact the package
   * @param layers directories whose content a function sees in {@code /opt}
   * @param concurrency reserved concurrent executions
   */
  public record Function(
      String logicalId,
      String name,
      String runtime,
      String handler,
      Path artefact,
      int memoryMb,
      Duration timeout,
      Optional<Integer> concurrency,
      Map<String, String> environment,
      List<Path> layers,
      List<Event> events) {}

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
