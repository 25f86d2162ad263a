package dev.sluice.localaws.template;

import dev.sluice.localaws.template.StackModel.Bucket;
import dev.sluice.localaws.template.StackModel.Database;
import dev.sluice.localaws.template.StackModel.DeliveryStream;
import dev.sluice.localaws.template.StackModel.Resource;
import dev.sluice.localaws.template.StackModel.Stream;
import dev.sluice.localaws.template.StackModel.Subscription;
import dev.sluice.localaws.template.StackModel.Topic;
import dev.sluice.localaws.template.StackModel.Workgroup;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the resources that hold or pass on data. Properties that only bear on access, encryption,
 * cost or monitoring are known and make no difference here.
 */
final class DataReader {
  /** What a new stream has on demand; here it gets no more. */
  private static final int ON_DEMAND_SHARDS = 4;

  private DataReader() {}

  /**
   * Reads a resource.
   *
   * @param name physical
   * @param reference what {@code !Ref} gives for it
   */
  static Resource read(String type, String name, Object reference, Properties own) {
    return switch (type) {
      case "AWS::Kinesis::Stream" -> stream(name, own);
      case "AWS::S3::Bucket" -> bucket(name, own);
      case "AWS::KinesisFirehose::DeliveryStream" ->
          new DeliveryStream(DeliveryStreamReader.read(name, own));
      case "AWS::SNS::Topic" -> {
        own.allow(Set.of("TopicName", "KmsMasterKeyId", "DisplayName", "Tags"));
        yield new Topic(name, String.valueOf(reference));
      }
      case "AWS::SNS::Subscription" -> subscription(own);
      case "AWS::Glue::Database" -> database(name, own);
      case "AWS::Glue::Job" -> GlueReader.job(name, own);
      case "AWS::Glue::Crawler" -> GlueReader.crawler(name, own);
      case "AWS::Athena::WorkGroup" -> workgroup(name, own);
      default ->
          throw new TemplateException(
              own.where(),
              "%s: the local lake knows no resources of type %s".formatted(own.what(), type));
    };
  }

  private static Stream stream(String name, Properties own) {
    own.allow(
        Set.of(
            "Name",
            "ShardCount",
            "StreamModeDetails",
            "RetentionPeriodHours",
            "StreamEncryption",
            "Tags"));
    Optional<String> mode =
        own.inner("StreamModeDetails").allow(Set.of("StreamMode")).optional("StreamMode");
    int otherwise = mode.filter("ON_DEMAND"::equals).isPresent() ? ON_DEMAND_SHARDS : 1;
    return new Stream(
        name, own.number("ShardCount", otherwise), own.number("RetentionPeriodHours", 24));
  }

  private static Bucket bucket(String name, Properties own) {
    own.allow(
        Set.of(
            "BucketName",
            "BucketEncryption",
            "LifecycleConfiguration",
            "NotificationConfiguration",
            "OwnershipControls",
            "PublicAccessBlockConfiguration",
            "VersioningConfiguration",
            "Tags"));
    Properties told =
        own.inner("NotificationConfiguration")
            .allow(Set.of("EventBridgeConfiguration"))
            .inner("EventBridgeConfiguration")
            .allow(Set.of("EventBridgeEnabled"));
    return new Bucket(name, told.flag("EventBridgeEnabled", false));
  }

  private static Subscription subscription(Properties own) {
    own.allow(Set.of("TopicArn", "Protocol", "Endpoint", "FilterPolicy", "FilterPolicyScope"));
    own.requireIfSet("FilterPolicyScope", "MessageAttributes");
    return new Subscription(
        own.text("TopicArn"),
        own.text("Protocol"),
        own.text("Endpoint"),
        own.plainMap("FilterPolicy"));
  }

  private static Database database(String name, Properties own) {
    own.allow(Set.of("CatalogId", "DatabaseInput"));
    Properties input = own.inner("DatabaseInput").allow(Set.of("Name", "Description"));
    return new Database(name, input.optional("Description").orElse(""));
  }

  private static Workgroup workgroup(String name, Properties own) {
    own.allow(
        Set.of("Name", "Description", "RecursiveDeleteOption", "Tags", "WorkGroupConfiguration"));
    Properties settings =
        own.inner("WorkGroupConfiguration")
            .allow(
                Set.of(
                    "BytesScannedCutoffPerQuery",
                    "EnforceWorkGroupConfiguration",
                    "PublishCloudWatchMetricsEnabled",
                    "ResultConfiguration"));
    Properties result =
        settings
            .inner("ResultConfiguration")
            .allow(Set.of("OutputLocation", "EncryptionConfiguration"));
    return new Workgroup(
        name, result.text("OutputLocation"), settings.flag("EnforceWorkGroupConfiguration", false));
  }
}
