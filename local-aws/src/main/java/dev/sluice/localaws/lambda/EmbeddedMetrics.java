package dev.sluice.localaws.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.lambda.MetricSink.MetricPoint;
import java.util.ArrayList;
import java.util.List;

/** Reads metrics in the embedded metric format out of log lines. */
final class EmbeddedMetrics {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EmbeddedMetrics() {}

  static List<MetricPoint> read(String function, String line) {
    if (!line.startsWith("{") || !line.contains("\"_aws\"")) {
      return List.of();
    }
    try {
      return points(function, JSON.readTree(line));
    } catch (JsonProcessingException e) {
      // CloudWatch keeps such a line as a log line without metrics, too.
      return List.of();
    }
  }

  private static List<MetricPoint> points(String function, JsonNode root) {
    List<MetricPoint> points = new ArrayList<>();
    for (JsonNode directive : root.path("_aws").path("CloudWatchMetrics")) {
      String namespace = directive.path("Namespace").asText();
      for (JsonNode metric : directive.path("Metrics")) {
        String name = metric.path("Name").asText();
        String unit = metric.path("Unit").asText("None");
        for (double value : values(root.path(name))) {
          points.add(new MetricPoint(function, namespace, name, unit, value));
        }
      }
    }
    return points;
  }

  private static double[] values(JsonNode node) {
    if (node.isNumber()) {
      return new double[] {node.doubleValue()};
    }
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).asDouble();
    }
    return values;
  }
}
