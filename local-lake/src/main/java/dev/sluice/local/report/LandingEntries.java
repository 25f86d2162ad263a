package dev.sluice.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.LakeLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the producer says of the files that it took: {@code state/PIPELINE/landing/}. */
public final class LandingEntries {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectReadings<Entry> entries;

  /**
   * A file that was taken or rejected.
   *
   * @param from the key where it landed
   * @param etag of its content
   * @param to the key of its copy
   * @param rows in it
   * @param rejected the reason, if it was rejected
   */
  public record Entry(String from, String etag, String to, long rows, Optional<String> rejected) {}

  /**
   * @param bucket the directory with the bucket's objects
   * @param pipeline the pipeline's name
   */
  public LandingEntries(Path bucket, String pipeline) {
    entries =
        new ObjectReadings<>(
            bucket.resolve(new LakeLayout(pipeline).ledger()), LandingEntries::read);
  }

  private static Entry read(Path object) throws IOException {
    JsonNode entry = JSON.readTree(object.toFile());
    return new Entry(
        entry.path("from").asText(),
        entry.path("etag").asText(),
        entry.path("to").asText(),
        entry.path("rows").asLong(),
        Optional.ofNullable(entry.path("rejected").textValue()));
  }

  /** All of them, in any order. */
  public List<Entry> all() throws IOException {
    return entries.all();
  }

  /** What became of that content under that key, if it is known by now. */
  public Optional<Entry> of(String from, String etag) throws IOException {
    return all().stream()
        .filter(entry -> entry.from().equals(from) && entry.etag().equals(etag))
        .findFirst();
  }

  long rows() throws IOException {
    return all().stream().mapToLong(Entry::rows).sum();
  }
}
