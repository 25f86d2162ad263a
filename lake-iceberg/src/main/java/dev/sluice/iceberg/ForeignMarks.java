package dev.sluice.iceberg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What others did in a table's partitions since we made them, by the partitions' paths. */
final class ForeignMarks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ForeignMark> marks = new TreeMap<>();

  /**
   * What somebody else did in a partition.
   *
   * @param operation as the snapshot names it
   * @param hasSameRows whether rows only lie in other files now
   */
  record ForeignMark(long snapshot, String operation, boolean hasSameRows) {
    @Override
    public String toString() {
      return "%s in snapshot %d".formatted(operation, snapshot);
    }
  }

  boolean isEmpty() {
    return marks.isEmpty();
  }

  Set<String> partitions() {
    return marks.keySet();
  }

  Optional<ForeignMark> of(String partition) {
    return Optional.ofNullable(marks.get(partition));
  }

  /** The first change of rows stays. */
  void add(String partition, ForeignMark mark) {
    ForeignMark old = marks.get(partition);
    if (old == null || old.hasSameRows) {
      marks.put(partition, mark);
    }
  }

  void addAll(ForeignMarks others) {
    others.marks.forEach(this::add);
  }

  void remove(String partition) {
    marks.remove(partition);
  }

  byte[] json() throws IOException {
    ArrayNode array = JSON.createArrayNode();
    marks.forEach(
        (partition, mark) ->
            array
                .addObject()
                .put("partition", partition)
                .put("snapshot", mark.snapshot)
                .put("operation", mark.operation)
                .put("hasSameRows", mark.hasSameRows));
    return JSON.writeValueAsBytes(array);
  }

  static ForeignMarks read(byte[] json) throws IOException {
    ForeignMarks marks = new ForeignMarks();
    for (JsonNode node : JSON.readTree(json)) {
      ObjectNode mark = (ObjectNode) node;
      marks.marks.put(
          mark.path("partition").asText(),
          new ForeignMark(
              mark.path("snapshot").asLong(),
              mark.path("operation").asText(),
              mark.path("hasSameRows").asBoolean()));
    }
    return marks;
  }
}
