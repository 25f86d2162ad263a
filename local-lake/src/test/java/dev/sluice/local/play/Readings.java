package dev.sluice.local.play;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a test knows by itself of the wind farm's readings. */
final class Readings {
  private static final Map<String, double[]> BANDS =
      Map.of(
          "powerfactor", new double[] {0.9, 1.05},
          "temperature", new double[] {10, 35},
          "hydraulicpressure", new double[] {60, 80});

  private Readings() {}

  /** Of all turbines, sensors and ticks, without those that the labels say were silenced. */
  static Set<String> expectedIds(List<JsonNode> labels, Instant start, int minutes) {
    List<JsonNode> silences =
        labels.stream().filter(label -> label.get("kind").asText().equals("silence")).toList();
    Set<String> ids = new HashSet<>();
    for (int turbine = 1; turbine <= 12; turbine++) {
      for (String sensor : BANDS.keySet()) {
        for (int tick = 1; tick <= 6 * minutes; tick++) {
          String device = "wt-%02d".formatted(turbine);
          Instant time = start.plusSeconds(10L * tick);
          if (silences.stream().noneMatch(label -> covers(label, device, sensor, time))) {
            String stamp = time.toString().replace("-", "").replace(":", "");
            ids.add(device + "-" + sensor + "-" + stamp);
          }
        }
      }
    }
    return ids;
  }

  private static boolean covers(JsonNode label, String device, String sensor, Instant time) {
    return label.get("device").asText().equals(device)
        && label.get("metric").asText().equals(sensor)
        && !time.isBefore(Instant.parse(label.get("from").asText()))
        && !time.isAfter(Instant.parse(label.get("to").asText()));
  }

  /** Violations that one alert tells of, in order. */
  static Map<String, List<JsonNode>> violationsByAlert(List<JsonNode> readings) {
    return readings.stream()
        .filter(Readings::isOutsideBand)
        .sorted(Comparator.comparing(Readings::time))
        .collect(groupingBy(Readings::alert));
  }

  /** Sensor, turbine and alert window: readings arrive at the full minute after them. */
  private static String alert(JsonNode reading) {
    long arrival = (time(reading).getEpochSecond() + 59) / 60 * 60;
    return subject(reading) + arrival / 300;
  }

  /** The beginning of a mail's subject. */
  static String subject(JsonNode reading) {
    String rule = type(reading).replace("hydraulic", "") + "-outside-band";
    String severity = type(reading).equals("powerfactor") ? "WARNING" : "CRITICAL";
    return severity + " " + rule + " " + reading.get("turbine").asText() + ": ";
  }

  static boolean isOutsideBand(JsonNode reading) {
    double[] band = BANDS.get(type(reading));
    return data(reading) < band[0] || data(reading) > band[1];
  }

  static Set<String> ids(List<JsonNode> readings) {
    return readings.stream().map(reading -> reading.get("id").asText()).collect(toSet());
  }

  static Instant time(JsonNode reading) {
    return Instant.parse(reading.get("timestamp").asText());
  }

  static String type(JsonNode reading) {
    return reading.get("type").asText();
  }

  static double data(JsonNode reading) {
    return new BigDecimal(reading.get("data").asText()).doubleValue();
  }
}
