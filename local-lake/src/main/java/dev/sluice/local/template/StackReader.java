package dev.sluice.local.template;

import dev.sluice.local.template.StackModel.Database;
import dev.sluice.local.template.StackModel.Function;
import dev.sluice.local.template.StackModel.Stream;
import dev.sluice.local.template.StackModel.Subscription;
import dev.sluice.local.template.StackModel.Topic;
import dev.sluice.local.template.StackModel.Workgroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads a SAM template as CloudFormation would: parameters, conditions, Globals and intrinsic
 * functions resolved. A type or property that the local lake does not know is an error, so that
 * nothing is left out silently; what makes no difference on one machine is listed in the model.
 */
public final class StackReader {
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "AWS::S3::BucketPolicy", "the lake on this machine has no access control",
          "AWS::Logs::LogGroup", "logs are files here",
          "AWS::IAM::Role", "the lake on this machine has no access control");

  private final TemplateSections template;
  private final PhysicalNames names;
  private final String stack;
  private final List<Stream> streams = new ArrayList<>();
  private final List<String> buckets = new ArrayList<>();
  private final List<Topic> topics = new ArrayList<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<Function> functions = new ArrayList<>();
  private final List<Database> databases = new ArrayList<>();
  private final List<Workgroup> workgroups = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  private StackReader(String stack, TemplateSections template, Map<String, String> given) {
    this.stack = stack;
    this.template = template;
    this.names =
        new PhysicalNames(stack, template, ParameterValues.of(template.parameters(), given));
  }

  /**
   * Reads a template.
   *
   * @param file the template
   * @param stack the stack's name
   * @param parameters values for parameters; the others take their defaults
   * @throws TemplateException with the line of what is wrong
   */
  public static StackModel read(Path file, String stack, Map<String, String> parameters)
      throws IOException {
    return new StackReader(stack, TemplateSections.read(file), parameters).model();
  }

  private StackModel model() {
    FunctionReader functionReader = new FunctionReader(template.folder(), layers());
    template.resources().forEach((id, node) -> resource(id, node, functionReader));
    Map<String, String> outputs = new LinkedHashMap<>();
    template
        .outputs()
        .forEach(
            (name, node) -> {
              Node value = TemplateSections.entries(node).get("Value");
              outputs.put(name, String.valueOf(names.evaluator().evaluate(value)));
            });
    return new StackModel(
        stack,
        streams,
        buckets,
        topics,
        subscriptions,
        functions,
        databases,
        workgroups,
        outputs,
        ignored);
  }

  private Map<String, Path> layers() {
    Map<String, Path> layers = new LinkedHashMap<>();
    template
        .resources()
        .forEach(
            (id, node) -> {
              if (type(node).equals("AWS::Serverless::LayerVersion")) {
                Path content = template.folder().resolve(properties(id, node).text("ContentUri"));
                layers.put(String.valueOf(names.ref(id, node)), content.normalize());
              }
            });
    return layers;
  }

  private void resource(String id, Node node, FunctionReader functionReader) {
    Node condition = TemplateSections.entries(node).get("Condition");
    if (condition != null && !names.condition(((ScalarNode) condition).getValue(), node)) {
      return;
    }
    String type = type(node);
    if (LEFT_OUT.containsKey(type)) {
      ignored.add("%s (%s): %s".formatted(id, type, LEFT_OUT.get(type)));
    } else if (type.equals("AWS::Serverless::Function")) {
      Properties own = properties(id, node);
      functions.add(
          functionReader.read(id, names.name(id, node), GlobalSettings.merge(globals(), own)));
    } else {
      data(id, node, type);
    }
  }

  private void data(String id, Node node, String type) {
    Properties own = properties(id, node);
    String name = names.name(id, node);
    switch (type) {
      case "AWS::Kinesis::Stream" -> {
        own.allow(Set.of("Name", "ShardCount", "RetentionPeriodHours", "StreamEncryption", "Tags"));
        streams.add(
            new Stream(name, own.number("ShardCount", 1), own.number("RetentionPeriodHours", 24)));
      }
      case "AWS::S3::Bucket" -> buckets.add(name);
      case "AWS::SNS::Topic" -> {
        own.allow(Set.of("TopicName", "KmsMasterKeyId", "DisplayName", "Tags"));
        topics.add(new Topic(name, String.valueOf(names.ref(id, node))));
      }
      case "AWS::SNS::Subscription" -> subscriptions.add(subscription(own));
      case "AWS::Glue::Database" ->
          databases.add(
              new Database(name, own.inner("DatabaseInput").optional("Description").orElse("")));
      case "AWS::Athena::WorkGroup" -> workgroups.add(workgroup(name, own));
      case "AWS::Serverless::LayerVersion" -> own.text("ContentUri");
      default ->
          throw new TemplateException(
              node, "%s: the local lake knows no resources of type %s".formatted(id, type));
    }
  }

  private static Subscription subscription(Properties own) {
    own.allow(Set.of("TopicArn", "Protocol", "Endpoint", "FilterPolicy", "FilterPolicyScope"));
    return new Subscription(
        own.text("TopicArn"), own.text("Protocol"), own.text("Endpoint"), own.map("FilterPolicy"));
  }

  private static Workgroup workgroup(String name, Properties own) {
    Properties settings = own.inner("WorkGroupConfiguration");
    return new Workgroup(
        name,
        settings.inner("ResultConfiguration").text("OutputLocation"),
        settings.flag("EnforceWorkGroupConfiguration"));
  }

  private Properties globals() {
    Node node = template.globals().get("Function");
    return node == null
        ? new Properties("Globals.Function", null, Map.of())
        : new Properties(
            "Globals.Function",
            node,
            Properties.cast((Map<?, ?>) names.evaluator().evaluate(node)));
  }

  private Properties properties(String id, Node resource) {
    Node node = TemplateSections.entries(resource).get("Properties");
    Map<String, Object> values =
        node == null ? Map.of() : Properties.cast((Map<?, ?>) names.evaluator().evaluate(node));
    return new Properties(id, resource, values);
  }

  private static String type(Node resource) {
    Node type = TemplateSections.entries(resource).get("Type");
    if (type instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new TemplateException(resource, "this resource has no Type");
  }
}
