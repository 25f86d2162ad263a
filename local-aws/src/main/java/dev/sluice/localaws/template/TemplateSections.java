package dev.sluice.localaws.template;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A SAM template's sections as YAML nodes, which know their lines.
 *
 * @param folder of the template; local paths in it are relative to that
 */
record TemplateSections(
    Path folder,
    Map<String, Node> parameters,
    Map<String, Node> conditions,
    Map<String, Node> globals,
    Map<String, Node> resources,
    Map<String, Node> outputs) {

  static TemplateSections read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
      Map<String, Node> sections = entries(root);
      return new TemplateSections(
          file.toAbsolutePath().normalize().getParent(),
          section(sections, "Parameters"),
          section(sections, "Conditions"),
          section(sections, "Globals"),
          section(sections, "Resources"),
          section(sections, "Outputs"));
    } catch (MarkedYAMLException e) {
      throw new TemplateException(
          "line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem());
    }
  }

  private static Map<String, Node> section(Map<String, Node> sections, String name) {
    Node node = sections.get(name);
    return node == null ? Map.of() : entries(node);
  }

  /** A mapping's entries in their order. */
  static Map<String, Node> entries(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      throw new TemplateException(node, "expected a mapping here");
    }
    Map<String, Node> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = ((ScalarNode) tuple.getKeyNode()).getValue();
      if (entries.put(key, tuple.getValueNode()) != null) {
        throw new TemplateException(tuple.getKeyNode(), "'" + key + "' stands here twice");
      }
    }
    return entries;
  }
}
