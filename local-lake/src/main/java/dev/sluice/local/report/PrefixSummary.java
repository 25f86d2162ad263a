package dev.sluice.local.report;

import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How much lies under a prefix of a bucket.
 *
 * @param newest when its newest object was written, in real time; empty: there is none
 */
public record PrefixSummary(String prefix, long objects, long bytes, String newest) {
  private static final List<String> KEPT = List.of("rejected", "failed", "truth");
  private static final List<String> MADE = List.of("refined", "results", "state");

  /** All prefixes of a pipeline that hold something. */
  public static List<PrefixSummary> of(Path bucket, Pipeline pipeline) throws IOException {
    Set<String> prefixes = new LinkedHashSet<>();
    pipeline.landingSources().values().forEach(source -> prefixes.add(source.from()));
    pipeline.inputs().forEach(input -> prefixes.add(input.layout().prefix() + "/"));
    KEPT.forEach(layer -> prefixes.add(layer + "/" + pipeline.name() + "/"));
    pipeline
        .catalogTables()
        .forEach(table -> prefixes.add(pipeline.location(table).prefix() + "/"));
    pipeline.refined().stream()
        .filter(table -> !table.isView())
        .map(pipeline::folder)
        .filter(folder -> !folder.startsWith(LakeLayout.REFINED + pipeline.name() + "/"))
        .forEach(prefixes::add);
    MADE.forEach(layer -> prefixes.add(layer + "/" + pipeline.name() + "/"));
    List<PrefixSummary> found = new ArrayList<>();
    for (String prefix : prefixes) {
      Path folder = bucket.resolve(prefix);
      if (Files.isDirectory(folder)) {
        found.add(summary(prefix, folder));
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
