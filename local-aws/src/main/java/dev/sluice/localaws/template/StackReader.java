package dev.sluice.localaws.template;

import dev.sluice.localaws.template.StackModel.Resource;
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
  private static final String NO_ACCESS_CONTROL = "the lake on this machine has no access control";

  private static final String NO_WAY_IN = "put records into the stream of the lake instead";

  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry("AWS::S3::BucketPolicy", NO_ACCESS_CONTROL),
          Map.entry("AWS::SNS::TopicPolicy", NO_ACCESS_CONTROL),
          Map.entry("AWS::SQS::QueuePolicy", NO_ACCESS_CONTROL),
          Map.entry("AWS::IAM::Role", NO_ACCESS_CONTROL),
          Map.entry("AWS::KMS::Key", "nothing is encrypted here"),
          Map.entry("AWS::SQS::Queue", "events that are given up are files under dead-letters/"),
          Map.entry("AWS::Logs::LogGroup", "logs are files here"),
          Map.entry("AWS::Logs::LogStream", "logs are files here"),
          Map.entry(
              "AWS::CloudWatch::Alarm",
              "metrics are lines of the logs here, and nothing watches them"),
          Map.entry("AWS::CloudWatch::Dashboard", "the lake has a page of its own"),
          Map.entry("AWS::IoT::TopicRule", NO_WAY_IN),
          Map.entry("AWS::Serverless::Api", NO_WAY_IN),
          Map.entry("AWS::ApiGateway::ApiKey", NO_WAY_IN),
          Map.entry("AWS::ApiGateway::UsagePlan", NO_WAY_IN),
          Map.entry("AWS::ApiGateway::UsagePlanKey", NO_WAY_IN),
          Map.entry("AWS::Logs::SubscriptionFilter", NO_WAY_IN));

  private static final String LAYER = "AWS::Serverless::LayerVersion";

  private static final Set<String> LAYER_PROPERTIES =
      Set.of(
          "LayerName",
          "Description",
          "ContentUri",
          "CompatibleRuntimes",
          "CompatibleArchitectures",
          "LicenseInfo",
          "RetentionPolicy");

  /** What a resource may have beside its properties. */
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "Type",
          "Properties",
          "Condition",
          "DependsOn",
          "DeletionPolicy",
          "UpdateReplacePolicy",
          "Metadata");

  private final TemplateSections template;
  private final PhysicalNames names;
  private final String stack;
  private final Map<String, Path> contents;
  private final List<Resource> resources = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  private StackReader(
      String stack,
      TemplateSections template,
      Map<String, String> given,
      Map<String, Path> contents) {
    this.stack = stack;
    this.template = template;
    this.contents = contents;
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
    return read(file, stack, parameters, Map.of());
  }

  /**
   * Reads a template whose layers have another content.
   *
   * @param contents folders by the layers' logical ids, instead of their {@code ContentUri}
   */
  public static StackModel read(
      Path file, String stack, Map<String, String> parameters, Map<String, Path> contents)
      throws IOException {
    return new StackReader(stack, TemplateSections.read(file), parameters, contents).model();
  }

  private StackModel model() {
    FunctionReader functionReader = new FunctionReader(template.folder(), layers());
    template.resources().forEach((id, node) -> resource(id, node, functionReader));
    return new StackModel(stack, resources, outputs(), ignored);
  }

  private Map<String, String> outputs() {
    Map<String, String> outputs = new LinkedHashMap<>();
    template
        .outputs()
        .forEach(
            (name, node) -> {
              if (isMade(node)) {
                Node value = TemplateSections.entries(node).get("Value");
                outputs.put(name, String.valueOf(names.evaluator().evaluate(value)));
              }
            });
    return outputs;
  }

  private Map<String, Path> layers() {
    Map<String, Path> layers = new LinkedHashMap<>();
    template
        .resources()
        .forEach(
            (id, node) -> {
              if (type(node).equals(LAYER) && isMade(node)) {
                Properties own = properties(id, node).allow(LAYER_PROPERTIES);
                Path written = template.folder().resolve(own.text("ContentUri"));
                Path content = contents.getOrDefault(id, written);
                layers.put(String.valueOf(names.ref(id, node)), content.normalize());
              }
            });
    return layers;
  }

  private void resource(String id, Node node, FunctionReader functionReader) {
    if (!isMade(node)) {
      return;
    }
    new Properties(id, node, Map.copyOf(TemplateSections.entries(node))).allow(ATTRIBUTES);
    String type = type(node);
    if (LEFT_OUT.containsKey(type)) {
      ignored.add("%s (%s): %s".formatted(id, type, LEFT_OUT.get(type)));
    } else if (type.equals("AWS::Serverless::Function")) {
      Properties own = properties(id, node);
      resources.add(
          functionReader.read(id, names.name(id, node), GlobalSettings.merge(globals(), own)));
    } else if (!type.equals(LAYER)) {
      resources.add(
          DataReader.read(type, names.name(id, node), names.ref(id, node), properties(id, node)));
    }
  }

  /** Whether no condition leaves a resource or an output out. */
  private boolean isMade(Node node) {
    Node condition = TemplateSections.entries(node).get("Condition");
    return condition == null || names.condition(((ScalarNode) condition).getValue(), condition);
  }

  private Properties globals() {
    Node node = template.globals().get("Function");
    return node == null
        ? new Properties("Globals.Function", null, Map.of())
        : Properties.of("Globals.Function", node, names.evaluator().evaluate(node));
  }

  private Properties properties(String id, Node resource) {
    Node node = TemplateSections.entries(resource).get("Properties");
    return node == null
        ? new Properties(id, resource, Map.of())
        : Properties.of(id, resource, names.evaluator().evaluate(node));
  }

  private static String type(Node resource) {
    Node type = TemplateSections.entries(resource).get("Type");
    if (type instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new TemplateException(resource, "this resource has no Type");
  }
}
