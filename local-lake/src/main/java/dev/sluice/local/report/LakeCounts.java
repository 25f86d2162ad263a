package dev.sluice.local.report;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.Pipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Counts a pipeline's records in a bucket's directory by reading what is there, so that the numbers
 * do not depend on what any function claims. An instance reads an object once, as long as the
 * object does not change.
 */
public final class LakeCounts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path run;
  private final ProducerStates feeds;
  private final ObjectReadings<Long> stored;
  private final ObjectReadings<Long> failed;
  private final ObjectReadings<Set<String>> rejected;
  private final LandingEntries landed;
  private final ObjectReadings<Long> rejectedFiles;
  private final Optional<InputCounts> inputs;

  /** Without one, what lies in the folder of its raw objects belongs to an input. */
  private final boolean hasStream;

  /**
   * Counts of a pipeline with all its inputs.
   *
   * @param bucket the directory with the bucket's objects
   */
  public LakeCounts(Path bucket, Pipeline pipeline) {
    this(
        bucket,
        pipeline.name(),
        Optional.of(new InputCounts(bucket, pipeline)),
        pipeline.stream().isPresent());
  }

  /**
   * Counts of a pipeline's stream.
   *
   * @param bucket the directory with the bucket's objects
   * @param pipeline the pipeline's name
   */
  public LakeCounts(Path bucket, String pipeline) {
    this(bucket, pipeline, Optional.empty(), true);
  }

  private LakeCounts(
      Path bucket, String pipeline, Optional<InputCounts> inputs, boolean hasStream) {
    this.inputs = inputs;
    this.hasStream = hasStream;
    this.feeds = new ProducerStates(bucket, pipeline);
    this.landed = new LandingEntries(bucket, pipeline);
    LakeLayout layout = new LakeLayout(pipeline);
    this.run = bucket.resolve(layout.run());
    this.stored = new ObjectReadings<>(bucket.resolve(layout.raw()), JsonValues::count);
    this.failed = new ObjectReadings<>(bucket.resolve(layout.failed()), JsonValues::count);
    Path rejectedFolder = bucket.resolve(layout.rejected(LakeLayout.Rejected.STREAM));
    Path files = bucket.resolve(layout.rejected(LakeLayout.Rejected.LANDING));
    Path etl = bucket.resolve(layout.rejected(LakeLayout.Rejected.ETL));
    this.rejected =
        new ObjectReadings<>(
            rejectedFolder,
            object ->
                object.startsWith(files) || object.startsWith(etl)
                    ? Set.of()
                    : LakeCounts.identities(object));
    this.rejectedFiles = new ObjectReadings<>(files, LakeCounts::rowsOfRejectedFile);
  }

  /** Values in the stream's raw objects, records or not, and rows and items of the other inputs. */
  public long stored() throws IOException {
    return (hasStream ? sum(stored) : 0) + (inputs.isPresent() ? inputs.get().rows() : 0);
  }

  /** Records of an input. */
  public long stored(String input) throws IOException {
    return input.equals(Input.STREAM) ? sum(stored) : inputs.orElseThrow().rows(input);
  }

  /**
   * Different records under {@code rejected/}: one that was delivered twice is one record; of a
   * file that was rejected whole, its rows. Rows that the ETL could not read are counted as dropped
   * instead.
   */
  public long rejected() throws IOException {
    Set<String> identities = new HashSet<>();
    rejected.all().forEach(identities::addAll);
    return identities.size() + sum(rejectedFiles);
  }

  private static long rowsOfRejectedFile(Path object) throws IOException {
    return object.toString().endsWith(".reason.json")
        ? JSON.readTree(object.toFile()).path("rows").asLong()
        : 0;
  }

  private static Set<String> identities(Path object) throws IOException {
    Set<String> identities = new HashSet<>();
    for (String line : Files.readAllLines(object, StandardCharsets.UTF_8)) {
      identities.add(identity(JSON.readTree(line)));
    }
    return identities;
  }

  /** What two deliveries of a rejected record have in common. */
  static String identity(JsonNode rejected) {
    return Stream.of("shard", "sequenceNumber", "subSequence", "feed", "file", "line")
        .map(field -> rejected.path(field).asText())
        .collect(joining());
  }

  /** The step of an ETL run that {@link #run} gave, or how it ended. */
  public static String step(JsonNode run) {
    return run.at("/run/step").asText("no run yet");
  }

  /** Records under {@code failed/}. Some may have reached the stream, whose answer was lost. */
  public long failed() throws IOException {
    return sum(failed);
  }

  /** Requests to APIs that brought nothing. */
  public long missed() throws IOException {
    return feeds.sum("missed");
  }

  /** Sends of a record whose answer never came. */
  long unanswered() throws IOException {
    return feeds.sum("unanswered");
  }

  /** The ids of the stream's records in raw. */
  StreamCensus census(RecordIdentity identity) throws IOException {
    return StreamCensus.of(stored.objects(), identity);
  }

  /** The ids of the records under {@code failed/}, each once. */
  Set<String> failedIds(RecordIdentity identity) throws IOException {
    Set<String> ids = new HashSet<>();
    for (Path object : failed.objects()) {
      for (String line : Files.readAllLines(object, StandardCharsets.UTF_8)) {
        ids.add(identity.read(JSON.readTree(line).path("record")).orElse(""));
      }
    }
    return ids;
  }

  /**
   * Records that the sources made, from their feeds' checkpoints, rows included that they rejected,
   * items that went to raw directly, and the rows of files that landed; 0 before their first run.
   */
  public long produced() throws IOException {
    return landed.rows() + feeds.sum("produced") + feeds.sum("rejected") + feeds.sum("landed");
  }

  /** How far the sources came, all feeds alike; the epoch before the first run. */
  public Instant lastTick() throws IOException {
    return feeds.lastTick();
  }

  /** The ETL run's state; an empty object before the first run. */
  public JsonNode run() throws IOException {
    return Files.exists(run) ? JSON.readTree(run.toFile()) : JSON.createObjectNode();
  }

  /** Whether an ETL run has made rows of any table. */
  public boolean hasRows() throws IOException {
    for (JsonNode table : run().path("tables")) {
      if (table.path("rows").asLong() > 0) {
        return true;
      }
    }
    return false;
  }

  private static long sum(ObjectReadings<Long> lines) throws IOException {
    return lines.all().stream().mapToLong(Long::longValue).sum();
  }
}
