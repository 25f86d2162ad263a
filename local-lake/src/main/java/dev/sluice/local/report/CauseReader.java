package dev.sluice.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.produce.MissedReasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads out of a bucket's directory why records and requests did not arrive. An instance reads an
 * object once, as long as the object does not change.
 */
public final class CauseReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REMEMBERED = 100_000;
  private static final String REASON_OF_FILE = ".reason.json";

  private final Path bucket;
  private final LakeLayout layout;
  private final ObjectReadings<CauseTally> failed;
  private final ObjectReadings<CauseTally> rejected;
  private final FirstSightings sightings = new FirstSightings(REMEMBERED);

  /**
   * @param bucket the directory with the bucket's objects
   */
  public CauseReader(Path bucket, String pipeline) {
    this.bucket = bucket;
    this.layout = new LakeLayout(pipeline);
    this.failed =
        new ObjectReadings<>(
            bucket.resolve(layout.failed()), object -> failed(object, record -> false));
    this.rejected =
        new ObjectReadings<>(
            bucket.resolve(layout.rejected(LakeLayout.Rejected.STREAM)), this::rejected);
  }

  /** Why requests brought nothing. */
  public List<Cause> missed() throws IOException {
    CauseTally tally = new CauseTally();
    for (JsonNode feed : new ProducerStates(bucket, layout.pipeline()).all()) {
      for (MissedReasons.Reason reason : MissedReasons.read(feed.path("missedReasons")).reasons()) {
        tally.add(reason.text(), reason.requests(), reason.example(), "tick " + reason.tick());
      }
    }
    return tally.causes(Remedies::ofMissed);
  }

  /** Why records did not reach the stream, as far as their producer could know. */
  public List<Cause> failed() throws IOException {
    return CauseTally.sum(failed.all()).causes(Remedies::ofFailed);
  }

  /**
   * Why records never reached the stream.
   *
   * @param arrived tells of a record whether it did after all; its producer could not know
   */
  public List<Cause> failed(Predicate<JsonNode> arrived) throws IOException {
    List<CauseTally> tallies = new ArrayList<>();
    for (Path object : failed.objects()) {
      tallies.add(failed(object, arrived));
    }
    return CauseTally.sum(tallies).causes(Remedies::ofFailed);
  }

  private CauseTally failed(Path object, Predicate<JsonNode> arrived) throws IOException {
    CauseTally tally = new CauseTally();
    for (String line : Files.readAllLines(object, StandardCharsets.UTF_8)) {
      JsonNode failed = JSON.readTree(line);
      if (!arrived.test(failed.path("record"))) {
        String example = failed.path("record").toString();
        tally.add(failed.path("reason").asText(), 1, example, key(object));
      }
    }
    return tally;
  }

  /** Why records were rejected; rows that the ETL could not read are dropped instead. */
  public List<Cause> rejected() throws IOException {
    return CauseTally.sum(rejected.all()).causes(reason -> Remedies.ofRejected());
  }

  private CauseTally rejected(Path object) throws IOException {
    CauseTally tally = new CauseTally();
    String key = key(object);
    if (layout.isRejected(LakeLayout.Rejected.LANDING, key)) {
      addFile(object, tally);
    } else if (!layout.isRejected(LakeLayout.Rejected.ETL, key)) {
      addRecords(object, tally);
    }
    return tally;
  }

  private void addFile(Path object, CauseTally tally) throws IOException {
    if (object.toString().endsWith(REASON_OF_FILE)) {
      JsonNode file = JSON.readTree(object.toFile());
      String kept = key(object).substring(0, key(object).length() - REASON_OF_FILE.length());
      tally.add(file.path("reason").asText(), file.path("rows").asLong(), kept, kept);
    }
  }

  private void addRecords(Path object, CauseTally tally) throws IOException {
    Set<String> here = new HashSet<>();
    for (String line : Files.readAllLines(object, StandardCharsets.UTF_8)) {
      JsonNode rejected = JSON.readTree(line);
      String identity = LakeCounts.identity(rejected);
      if (here.add(identity) && sightings.isFirst(identity, object)) {
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

  private String key(Path object) {
    return bucket.relativize(object).toString();
  }
}
