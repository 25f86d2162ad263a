package dev.sluice.localaws.template;

import dev.sluice.localaws.http.Account;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The names and ARNs that the template's resources have here. Where the template gives no name, AWS
 * makes one of stack, logical id and random letters; here the letters are left out.
 */
final class PhysicalNames implements References {
  /** The property that names a resource, by type. */
  private static final Map<String, String> NAME_PROPERTIES =
      Map.of(
          "AWS::Kinesis::Stream", "Name",
          "AWS::S3::Bucket", "BucketName",
          "AWS::SNS::Topic", "TopicName",
          "AWS::KinesisFirehose::DeliveryStream", "DeliveryStreamName",
          "AWS::Logs::LogGroup", "LogGroupName",
          "AWS::Serverless::Function", "FunctionName",
          "AWS::Glue::Database", "DatabaseInput.Name",
          "AWS::CloudWatch::Dashboard", "DashboardName",
          "AWS::Serverless::LayerVersion", "LayerName");

  /** Service and resource of an ARN, by type. */
  private static final Map<String, String> ARN_PARTS =
      Map.of(
          "AWS::Kinesis::Stream", "kinesis stream/%s",
          "AWS::SNS::Topic", "sns %s",
          "AWS::SQS::Queue", "sqs %s",
          "AWS::KMS::Key", "kms key/%s",
          "AWS::Logs::LogGroup", "logs log-group:%s:*",
          "AWS::KinesisFirehose::DeliveryStream", "firehose deliverystream/%s",
          "AWS::Serverless::Function", "lambda function:%s",
          "AWS::Serverless::LayerVersion", "lambda layer:%s:1");

  private final String stack;
  private final TemplateSections template;
  private final Map<String, String> parameters;
  private final Evaluator evaluator = new Evaluator(this);
  private final Map<String, Boolean> conditions = new HashMap<>();
  private final Set<String> underway = new LinkedHashSet<>();

  PhysicalNames(String stack, TemplateSections template, Map<String, String> parameters) {
    this.stack = stack;
    this.template = template;
    this.parameters = parameters;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  @Override
  public Object ref(String name, Node where) {
    if (parameters.containsKey(name)) {
      return parameters.get(name);
    }
    return switch (name) {
      case "AWS::Region" -> Account.LOCAL.region();
      case "AWS::AccountId" -> Account.LOCAL.id();
      case "AWS::StackName" -> stack;
      case "AWS::Partition" -> "aws";
      case "AWS::URLSuffix" -> "amazonaws.com";
      case "AWS::NoValue" -> Evaluator.NO_VALUE;
      default ->
          present(name, where).matches("AWS::SNS::Topic|AWS::Serverless::LayerVersion")
              ? arn(name, where)
              : name(name, where);
    };
  }

  @Override
  public Object attribute(String logicalId, String attribute, Node where) {
    if (attribute.equals("QueueName")) {
      present(logicalId, where);
      return name(logicalId, where);
    }
    if (!attribute.equals("Arn") && !attribute.equals("TopicArn")) {
      throw new TemplateException(
          where, "the attribute '%s.%s' is not known here".formatted(logicalId, attribute));
    }
    present(logicalId, where);
    return arn(logicalId, where);
  }

  @Override
  public boolean condition(String name, Node where) {
    Node definition = template.conditions().get(name);
    if (definition == null) {
      throw new TemplateException(
          where,
          "unknown condition '%s'; the conditions are %s"
              .formatted(name, template.conditions().keySet()));
    }
    Boolean known = conditions.get(name);
    if (known == null) {
      known = once("condition " + name, where, () -> evaluator.truth(definition));
      conditions.put(name, known);
    }
    return known;
  }

  private String arn(String logicalId, Node where) {
    String name = name(logicalId, where);
    String type = type(logicalId, where);
    if (type.equals("AWS::S3::Bucket")) {
      return "arn:aws:s3:::" + name;
    }
    if (type.equals("AWS::IAM::Role")) {
      return "arn:aws:iam::%s:role/%s".formatted(Account.LOCAL.id(), name);
    }
    String parts = ARN_PARTS.get(type);
    if (parts == null) {
      throw new TemplateException(where, "a resource of type " + type + " has no ARN here");
    }
    String[] part = parts.formatted(name).split(" ", 2);
    return Account.LOCAL.arn(part[0], part[1]);
  }

  /** The physical name: the template's, else made of stack and logical id. */
  String name(String logicalId, Node where) {
    String type = type(logicalId, where);
    Node node = property(logicalId, NAME_PROPERTIES.getOrDefault(type, "Name"));
    Object given =
        node == null
            ? Evaluator.NO_VALUE
            : once("name of " + logicalId, where, () -> evaluator.evaluate(node));
    if (given != Evaluator.NO_VALUE) {
      return String.valueOf(given);
    }
    String made = stack + "-" + logicalId;
    return type.equals("AWS::S3::Bucket") ? made.toLowerCase(Locale.ROOT) : made;
  }

  /** The type of a resource that no condition leaves out. */
  private String present(String logicalId, Node where) {
    String type = type(logicalId, where);
    Node condition = TemplateSections.entries(template.resources().get(logicalId)).get("Condition");
    if (condition != null && !condition(((ScalarNode) condition).getValue(), condition)) {
      throw new TemplateException(
          where,
          "'%s' is not made, because its condition %s is false: choose with !If"
              .formatted(logicalId, ((ScalarNode) condition).getValue()));
    }
    return type;
  }

  private String type(String logicalId, Node where) {
    Node resource = template.resources().get(logicalId);
    if (resource == null) {
      throw new TemplateException(
          where, "'" + logicalId + "' is neither a resource nor a parameter");
    }
    return ((ScalarNode) TemplateSections.entries(resource).get("Type")).getValue();
  }

  private Node property(String logicalId, String path) {
    Node node = TemplateSections.entries(template.resources().get(logicalId)).get("Properties");
    for (String step : path.split("\\.", -1)) {
      node = node == null ? null : TemplateSections.entries(node).get(step);
    }
    return node;
  }

  private <T> T once(String what, Node where, Supplier<T> supplier) {
    if (!underway.add(what)) {
      throw new TemplateException(where, what + " depends on itself by way of " + underway);
    }
    try {
      return supplier.get();
    } finally {
      underway.remove(what);
    }
  }
}
