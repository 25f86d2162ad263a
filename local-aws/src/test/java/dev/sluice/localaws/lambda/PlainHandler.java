package dev.sluice.localaws.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A handler that needs nothing but Amazon's runtime client. */
public final class PlainHandler {
  /** Answers with what it was given, and how it runs. */
  public Map<String, Object> handle(Map<String, Object> event) throws IOException {
    if (event.containsKey("fail")) {
      throw new IllegalStateException("told to fail");
    }
    long heapMb = Runtime.getRuntime().maxMemory() / (1024 * 1024);
    return Map.of("given", event, "heapMb", heapMb, "libraries", libraries());
  }

  private static List<String> libraries() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    try (Stream<String> lines = Files.exists(maps) ? Files.lines(maps) : Stream.empty()) {
      return lines.filter(line -> line.contains("lambda")).toList();
    }
  }
}
