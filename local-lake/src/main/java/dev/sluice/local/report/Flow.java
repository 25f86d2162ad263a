package dev.sluice.local.report;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many records came in, and what became of them. Of records that others put, or a process at
 * the edge, the lake does not know how many were made: then it has no figure of that, not even 0.
 *
 * @param figures by name, in their order
 */
public record Flow(Map<String, Long> figures) {
  private static final String PRODUCED = "produced";

  public Flow {
    figures = new LinkedHashMap<>(figures);
  }

  /**
   * Reads the figures.
   *
   * @param hasProducer whether the pipeline's stack has a producer, which counts what it made
   */
  public static Flow of(LakeCounts counts, boolean hasProducer) throws IOException {
    Map<String, Long> figures = new LinkedHashMap<>();
    if (hasProducer) {
      figures.put(PRODUCED, counts.produced());
      figures.put("missed", counts.missed());
    }
    figures.put("stored", counts.stored());
    figures.put("rejected", counts.rejected());
    figures.put("failed", counts.failed());
    return new Flow(figures);
  }

  /** One line. */
  public String line() {
    String all =
        figures.entrySet().stream()
            .map(figure -> "%s %,d".formatted(words(figure.getKey()), figure.getValue()))
            .collect(Collectors.joining("   "));
    return figures.containsKey(PRODUCED) ? all : "put from elsewhere:   " + all;
  }

  private static String words(String figure) {
    return figure.equals("stored") ? "in raw" : figure;
  }
}
