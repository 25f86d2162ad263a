package dev.sluice.localaws.template;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/**
 * What a role of the real template allows.
 *
 * @param trust the statements that say who may assume it
 * @param statements of its policies, with all functions resolved
 */
record RolePolicy(List<Map<String, Object>> trust, List<Map<String, Object>> statements) {
  private static final Path TEMPLATE =
      Path.of(System.getProperty("sluice.root"), "sam", "template.yaml");
  private static final String STACK = "sluice-windfarm";

  /** The role as the template's parameters leave it. */
  static RolePolicy of(String id, Map<String, String> parameters) throws IOException {
    TemplateSections template = TemplateSections.read(TEMPLATE);
    PhysicalNames names =
        new PhysicalNames(STACK, template, ParameterValues.of(template.parameters(), parameters));
    Node role = TemplateSections.entries(template.resources().get(id)).get("Properties");
    Properties own = Properties.of(id, role, names.evaluator().evaluate(role));
    return new RolePolicy(
        statements(own.inner("AssumeRolePolicyDocument")).toList(),
        own.list("Policies").stream()
            .map(policy -> Properties.of(id, role, policy).inner("PolicyDocument"))
            .flatMap(RolePolicy::statements)
            .toList());
  }

  private static Stream<Map<String, Object>> statements(Properties document) {
    return document.list("Statement").stream()
        .map(statement -> Properties.cast((Map<?, ?>) statement));
  }

  /** All actions that are allowed on anything. */
  Set<String> actions() {
    return statements.stream()
        .flatMap(statement -> texts(statement.get("Action")).stream())
        .collect(Collectors.toSet());
  }

  /** Whether an action is allowed on a resource, given by its ARN. */
  boolean allows(String action, String resource) {
    return statements.stream()
        .filter(statement -> texts(statement.get("Action")).contains(action))
        .flatMap(statement -> texts(statement.get("Resource")).stream())
        .anyMatch(pattern -> matches(pattern, resource));
  }

  private static boolean matches(String pattern, String resource) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return resource.matches(regex);
  }

  static List<String> texts(Object oneOrMore) {
    return oneOrMore instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(oneOrMore));
  }
}
