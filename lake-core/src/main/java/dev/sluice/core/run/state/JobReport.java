package dev.sluice.core.run.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.flaw.FlawsJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a transform job tells at its end: the object {@code state/PIPELINE/job.json}.
 *
 * @param run for which it worked
 * @param rewritten partitions written anew, by table
 * @param left partitions left as they were
 */
public record JobReport(String run, Map<String, Long> rewritten, List<Left> left) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public JobReport {
    rewritten = Collections.unmodifiableMap(new LinkedHashMap<>(rewritten));
    left = List.copyOf(left);
  }

  /**
   * A partition that was left as it was, because a raw object can't be read, or for its rows.
   *
   * @param partition as {@link dev.sluice.core.trusted.TrustedPartition#name}
   * @param key of the raw object; empty: all could be read, but its rows must not be the table's
   * @param reason what is wrong with the object or the rows
   * @param flaws of the rows, if it is these that were refused
   * @param remedy what to do; empty: it follows from what is wrong
   */
  public record Left(
      String table, String partition, String key, String reason, Flaws flaws, String remedy) {
    /** Of an object. */
    public Left(String table, String partition, String key, String reason) {
      this(table, partition, key, reason, Flaws.NONE);
    }

    /** Of rows. */
    public Left(String table, String partition, String key, String reason, Flaws flaws) {
      this(table, partition, key, reason, flaws, "");
    }
  }

  /** Replaces the last job's report. */
  public void write(ObjectStore store, String pipeline) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("run", run);
    ObjectNode counts = root.putObject("rewritten");
    rewritten.forEach(counts::put);
    var all = root.putArray("left");
    for (Left one : left) {
      ObjectNode node = all.addObject();
      node.put("table", one.table()).put("partition", one.partition());
      node.put("key", one.key()).put("reason", one.reason());
      FlawsJson.write(node.putArray("flaws"), one.flaws().all());
      node.put("remedy", one.remedy());
    }
    byte[] json = (root.toPrettyString() + "\n").getBytes(UTF_8);
    store.put(PutObject.of(new LakeLayout(pipeline).job(), json, "application/json"));
  }

  /** The last job's report; empty: there is none that can be read. */
  public static Optional<JobReport> read(ObjectStore store, String pipeline) throws IOException {
    try (StoredObject object = store.get(new LakeLayout(pipeline).job()).orElse(null)) {
      return object == null
          ? Optional.empty()
          : Optional.of(of(JSON.readTree(object.content().readAllBytes())));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static JobReport of(JsonNode root) {
    Map<String, Long> rewritten = new LinkedHashMap<>();
    root.path("rewritten")
        .properties()
        .forEach(entry -> rewritten.put(entry.getKey(), entry.getValue().asLong()));
    List<Left> left = new ArrayList<>();
    for (JsonNode one : root.path("left")) {
      left.add(
          new Left(
              one.path("table").asText(),
              one.path("partition").asText(),
              one.path("key").asText(),
              one.path("reason").asText(),
              new Flaws(FlawsJson.read(one.path("flaws"))),
              one.path("remedy").asText()));
    }
    return new JobReport(root.path("run").asText(), rewritten, left);
  }
}
