package dev.sluice.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The alerts that a lake keeps, each counted once.
 *
 * @param all of them
 * @param withheld those beyond the budget, which were never sent
 */
public record AlertTotals(long all, long withheld) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Those of a pipeline.
   *
   * @param bucket the directory with the bucket's objects
   */
  public static AlertTotals in(Path bucket, String pipeline) throws IOException {
    Map<String, Boolean> sent = new HashMap<>();
    Path folder = bucket.resolve("alerts").resolve(pipeline);
    for (Path object : new ObjectReadings<>(folder, any -> any).objects()) {
      for (String line : Files.readAllLines(object)) {
        JsonNode alert = JSON.readTree(line);
        boolean isSent = alert.path("sent").asBoolean();
        sent.merge(alert.path("fingerprint").asText(), isSent, Boolean::logicalOr);
      }
    }
    return new AlertTotals(sent.size(), sent.values().stream().filter(is -> !is).count());
  }
}
