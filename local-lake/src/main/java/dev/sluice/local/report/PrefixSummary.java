package dev.sluice.local.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much lies under a prefix of a bucket.
 *
 * @param newest when its newest object was written, in real time; empty: there is none
 */
public record PrefixSummary(String prefix, long objects, long bytes, String newest) {
  private static final List<String> LAYERS =
      List.of("raw", "rejected", "failed", "truth", "trusted", "results", "state");

  /** All prefixes of a pipeline that hold something. */
  public static List<PrefixSummary> of(Path bucket, String pipeline) throws IOException {
    List<PrefixSummary> found = new ArrayList<>();
    for (String layer : LAYERS) {
      Path folder = bucket.resolve(layer).resolve(pipeline);
      if (Files.isDirectory(folder)) {
        found.add(summary(layer + "/" + pipeline + "/", folder));
      }
    }
    return found;
  }

  private static PrefixSummary summary(String prefix, Path folder) throws IOException {
    long objects = 0;
    long bytes = 0;
    Instant newest = Instant.EPOCH;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        objects++;
        bytes += facts.size();
        Instant written = facts.lastModifiedTime().toInstant();
        newest = written.isAfter(newest) ? written : newest;
      }
    }
    return new PrefixSummary(
        prefix, objects, bytes, newest.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
