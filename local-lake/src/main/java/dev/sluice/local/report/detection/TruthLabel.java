package dev.sluice.local.report.detection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the simulator says was wrong with a sensor.
 *
 * @param kind spike, drift, stuck or silence
 * @param from the first tick concerned
 * @param to the last
 * @param whole whether it began within the play; of another one only a rest could be seen
 */
record TruthLabel(
    String device, String metric, String kind, Instant from, Instant to, boolean whole) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter OBJECT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The labels under a folder, each once. */
  static List<TruthLabel> under(Path folder) throws IOException {
    Set<TruthLabel> labels = new LinkedHashSet<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> objects = Files.walk(folder)) {
        for (Path object : objects.filter(Files::isRegularFile).sorted().toList()) {
          read(object, labels);
        }
      }
    }
    return new ArrayList<>(labels);
  }

  private static void read(Path object, Set<TruthLabel> labels) throws IOException {
    Instant tick = tick(object);
    for (String line : Files.readAllLines(object, StandardCharsets.UTF_8)) {
      JsonNode label = JSON.readTree(line);
      Instant from = Instant.parse(label.path("from").asText());
      labels.add(
          new TruthLabel(
              label.path("device").asText(),
              label.path("metric").asText(),
              label.path("kind").asText(),
              from,
              Instant.parse(label.path("to").asText()),
              !from.isBefore(tick)));
    }
  }

  private static Instant tick(Path object) throws IOException {
    String name = object.getFileName().toString().replaceFirst("\\.json$", "");
    try {
      return OBJECT.parse(name, Instant::from);
    } catch (DateTimeParseException e) {
      throw new IOException("The name of " + object + " is not a tick's time", e);
    }
  }
}
