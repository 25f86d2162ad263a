package dev.sluice.core.erase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.VersionedObject;
import dev.sluice.core.pipeline.LakeLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How far an erasure is: what an invocation leaves to the next one. It does not have the value, and
 * goes when all is done.
 */
final class EraseProgress {
  private static final int MOST_LEFT = 50;

  private final ObjectNode node;

  /** What is done, in this order. */
  enum Phase {
    /** Records are taken out of raw. */
    RAW,
    /** A run makes of raw what is made of it. */
    RUN,
    /** What the lake has besides goes, and what tables were. */
    SWEEP,
    /** The tables are asked whether they still have it. */
    ASK
  }

  /** What is counted. */
  enum Count {
    RAW_OBJECTS,
    RECORDS,
    LANDED_FILES,
    PARTITIONS,
    SNAPSHOTS,
    FILES,
    OTHER_RECORDS,
    RESULTS
  }

  EraseProgress(String id) {
    this(JsonNodeFactory.instance.objectNode().put("id", id));
  }

  private EraseProgress(ObjectNode node) {
    this.node = node;
  }

  static VersionedObject<EraseProgress> in(ObjectStore store, String pipeline) {
    return new VersionedObject<>(
        store,
        new LakeLayout(pipeline).erasure(),
        new VersionedObject.Format<>(
            "the progress of an erasure",
            "Delete it, and erase again from the start.",
            EraseProgress::read,
            progress -> progress.node.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static EraseProgress read(JsonNode json) {
    if (!(json instanceof ObjectNode object)) {
      throw new IllegalArgumentException("not an object");
    }
    EraseProgress progress = new EraseProgress(object);
    progress.phase();
    return progress;
  }

  boolean isOf(EraseRequest request) {
    return node.path("id").asText().equals(request.id());
  }

  Phase phase() {
    return Phase.valueOf(node.path("phase").asText(Phase.RAW.name()));
  }

  /** The next phase begins. */
  void begin(Phase next) {
    node.put("phase", next.name()).put("part", 0).put("after", "");
  }

  /** Which part of a phase's listings is at work. */
  int part() {
    return node.path("part").asInt();
  }

  void nextPart() {
    node.put("part", part() + 1).put("after", "");
  }

  /** The last key of the part that is done; empty: none is. */
  String after() {
    return node.path("after").asText();
  }

  void done(String key) {
    node.put("after", key);
  }

  void count(Count of, long more) {
    node.put(of.name(), count(of) + more);
  }

  long count(Count of) {
    return node.path(of.name()).asLong();
  }

  /** What may still have the value, and why. */
  void leave(String what) {
    ArrayNode left = node.withArray("left");
    boolean isTold = left().contains(what);
    if (!isTold && left.size() < MOST_LEFT) {
      left.add(what);
    }
    node.put("leftCount", node.path("leftCount").asInt() + (isTold ? 0 : 1));
  }

  List<String> left() {
    List<String> left = new ArrayList<>();
    node.path("left").forEach(each -> left.add(each.asText()));
    return left;
  }

  int leftCount() {
    return node.path("leftCount").asInt();
  }

  /** Raw was gone through at that time; the runs that begin after this one see what it is now. */
  void rawIsDone(Instant at, long run) {
    node.put("rawDone", at.toString()).put("lastRun", run);
    begin(Phase.RUN);
  }

  Instant rawDone() {
    return Instant.parse(node.path("rawDone").asText());
  }

  long lastRun() {
    return node.path("lastRun").asLong();
  }

  /** Queries that were started, by table. */
  ObjectNode queries() {
    return node.withObject("/queries");
  }
}
