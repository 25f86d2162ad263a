package dev.sluice.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.produce.MissedReasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads out of a bucket's directory why records and requests did not arrive. */
public final class CauseReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REASON_OF_FILE = ".reason.json";

  private final Path bucket;
  private final String pipeline;

  /**
   * @param bucket the directory with the bucket's objects
   */
  public CauseReader(Path bucket, String pipeline) {
    this.bucket = bucket;
    this.pipeline = pipeline;
  }

  /** Why requests brought nothing. */
  public List<Cause> missed() throws IOException {
    CauseTally tally = new CauseTally();
    for (JsonNode feed : new ProducerStates(bucket, pipeline).all()) {
      for (MissedReasons.Reason reason : MissedReasons.read(feed.path("missedReasons")).reasons()) {
        tally.add(reason.text(), reason.requests(), reason.example(), "tick " + reason.tick());
      }
    }
    return tally.causes(Remedies::ofMissed);
  }

  /**
   * Why records never reached the stream.
   *
   * @param arrived tells of a record whether it did after all; its producer could not know
   */
  public List<Cause> failed(Predicate<JsonNode> arrived) throws IOException {
    CauseTally tally = new CauseTally();
    for (Path object : under("failed")) {
      for (String line : Files.readAllLines(object, StandardCharsets.UTF_8)) {
        JsonNode failed = JSON.readTree(line);
        if (!arrived.test(failed.path("record"))) {
          String example = failed.path("record").toString();
          tally.add(failed.path("reason").asText(), 1, example, key(object));
        }
      }
    }
    return tally.causes(Remedies::ofFailed);
  }

  /** Why records were rejected; rows that the ETL could not read are dropped instead. */
  public List<Cause> rejected() throws IOException {
    CauseTally tally = new CauseTally();
    Set<String> seen = new HashSet<>();
    for (Path object : under("rejected")) {
      String key = key(object);
      if (key.startsWith("rejected/" + pipeline + "/landing/")) {
        addFile(object, tally);
      } else if (!key.startsWith("rejected/" + pipeline + "/etl/")) {
        addRecords(object, seen, tally);
      }
    }
    return tally.causes(reason -> Remedies.ofRejected());
  }

  private void addFile(Path object, CauseTally tally) throws IOException {
    if (object.toString().endsWith(REASON_OF_FILE)) {
      JsonNode file = JSON.readTree(object.toFile());
      String kept = key(object).substring(0, key(object).length() - REASON_OF_FILE.length());
      tally.add(file.path("reason").asText(), file.path("rows").asLong(), kept, kept);
    }
  }

  private void addRecords(Path object, Set<String> seen, CauseTally tally) throws IOException {
    for (String line : Files.readAllLines(object, StandardCharsets.UTF_8)) {
      JsonNode rejected = JSON.readTree(line);
      if (seen.add(LakeCounts.identity(rejected))) {
        String example =
            Stream.of("payload", "payloadBase64", "text")
                .map(field -> rejected.path(field).asText())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        tally.add(rejected.path("reason").asText(), 1, example, key(object));
      }
    }
  }

  private List<Path> under(String layer) throws IOException {
    Path folder = bucket.resolve(layer).resolve(pipeline);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private String key(Path object) {
    return bucket.relativize(object).toString();
  }
}
