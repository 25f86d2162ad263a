package dev.sluice.localaws.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.nodes.Node;

/** The metrics that alarms look at are written by the functions under those names. */
class AlarmsMatchMetricsTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Path TEMPLATE = ROOT.resolve("sam/template.yaml");
  private static final Map<String, String> MODULES =
      Map.of(
          "producer", "producer-fn",
          "consumer", "consumer-fn",
          "batch-writer", "batch-writer-fn",
          "etl-trigger", "etl-trigger-fn");

  /** An alarm's metric of ours. */
  record Watched(String alarm, String metric, String stack, String pipeline, String function) {}

  static List<Watched> alarms() throws IOException {
    TemplateSections template = TemplateSections.read(TEMPLATE);
    PhysicalNames names =
        new PhysicalNames(
            "sluice-windfarm", template, ParameterValues.of(template.parameters(), Map.of()));
    return template.resources().entrySet().stream()
        .filter(resource -> resource.getKey().endsWith("Alarm"))
        .map(resource -> Map.entry(resource.getKey(), properties(resource.getValue())))
        .filter(alarm -> alarm.getValue().containsKey("Namespace"))
        .filter(
            alarm -> names.evaluator().evaluate(alarm.getValue().get("Namespace")).equals("Sluice"))
        .map(alarm -> watched(alarm.getKey(), alarm.getValue(), names.evaluator()))
        .toList();
  }

  private static Map<String, Node> properties(Node resource) {
    return TemplateSections.entries(TemplateSections.entries(resource).get("Properties"));
  }

  private static Watched watched(String name, Map<String, Node> alarm, Evaluator evaluator) {
    Map<String, String> dimensions =
        ((List<?>) evaluator.evaluate(alarm.get("Dimensions")))
            .stream()
                .map(dimension -> Properties.cast((Map<?, ?>) dimension))
                .collect(
                    Collectors.toMap(
                        dimension -> String.valueOf(dimension.get("Name")),
                        dimension -> String.valueOf(dimension.get("Value"))));
    return new Watched(
        name,
        String.valueOf(evaluator.evaluate(alarm.get("MetricName"))),
        dimensions.get("Stack"),
        dimensions.get("Pipeline"),
        dimensions.get("Function"));
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void looksAtAMetricThatTheFunctionWrites(Watched watched) throws IOException {
    assertThat(watched.stack()).isEqualTo("sluice-windfarm");
    assertThat(watched.pipeline()).isEqualTo("windfarm");
    assertThat(MODULES).containsKey(watched.function());
    Path module = ROOT.resolve(MODULES.get(watched.function()));
    assertThat(sources(module)).contains("\"" + watched.function() + "\"");
    assertThat(sources(module) + sources(ROOT.resolve("lake-core")))
        .contains("\"" + watched.metric() + "\"");
  }

  /** What the mail shows: where the reason is, or which parameter helps. */
  @Test
  void sayWhatToDo() throws IOException {
    TemplateSections template = TemplateSections.read(TEMPLATE);
    PhysicalNames names =
        new PhysicalNames(
            "sluice-windfarm", template, ParameterValues.of(template.parameters(), Map.of()));
    String operations = Files.readString(ROOT.resolve("docs/OPERATIONS.md"));
    template.resources().entrySet().stream()
        .filter(resource -> resource.getKey().endsWith("Alarm"))
        .forEach(
            alarm -> {
              Node description = properties(alarm.getValue()).get("AlarmDescription");
              assertThat(String.valueOf(names.evaluator().evaluate(description)))
                  .as(alarm.getKey())
                  .hasSizeBetween(100, 1024)
                  .containsPattern(
                      "aws logs tail /sluice/sluice-windfarm/|s3://|raise"
                          + " ShardCount|[Rr]edrive|quota|sandbox");
              assertThat(operations)
                  .containsPattern(
                      alarm.getKey()
                          + "`|`…"
                          + alarm.getKey().replaceFirst(".*(?=Errors|Throttles)", "")
                          + "`");
            });
  }

  private static String sources(Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }
}
