package dev.sluice.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.LakeLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The checkpoints of a pipeline's feeds. */
final class ProducerStates {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path state;

  ProducerStates(Path bucket, String pipeline) {
    this.state = bucket.resolve(new LakeLayout(pipeline).state());
  }

  /** Those that are there. */
  List<JsonNode> all() throws IOException {
    if (!Files.isDirectory(state)) {
      return List.of();
    }
    List<JsonNode> checkpoints = new ArrayList<>();
    try (Stream<Path> files = Files.list(state)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (LakeLayout.isCheckpoint(file.getFileName().toString())) {
          checkpoints.add(JSON.readTree(file.toFile()));
        }
      }
    }
    return checkpoints;
  }

  /** A count over all feeds. */
  long sum(String count) throws IOException {
    return all().stream().mapToLong(checkpoint -> checkpoint.path(count).asLong()).sum();
  }

  /** How far the sources came, all feeds alike; the epoch before the first run. */
  Instant lastTick() throws IOException {
    return all().stream()
        .map(checkpoint -> checkpoint.path("lastTick").asText())
        .filter(tick -> !tick.isEmpty())
        .map(Instant::parse)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }
}
