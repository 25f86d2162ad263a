package dev.sluice.etl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.iceberg.IcebergLake;
import dev.sluice.iceberg.TableHistory;
import dev.sluice.iceberg.TableRollback;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a person asks of an Iceberg table, instead of a run: {@code {"history": {"table": ...}}},
 * {@code {"rollback": {"table": ..., "snapshot": ...}}}, {@code {"unpin": {"table": ...}}}; the
 * latter two with {@code "overwriteForeign": true} if changes of others may go. The answer is the
 * table's history after it, or a {@code problem}.
 */
public final class TableCommand {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES = List.of("history", "rollback", "unpin");

  private final Pipeline pipeline;
  private final Supplier<IcebergLake> lake;
  private final Clock clock;

  /**
   * Carries commands out.
   *
   * @param lake made for the first command
   */
  public TableCommand(Pipeline pipeline, Supplier<IcebergLake> lake, Clock clock) {
    this.pipeline = pipeline;
    this.lake = lake;
    this.clock = clock;
  }

  /** The answer; empty: the event is none of these. */
  public Optional<String> answer(byte[] event) {
    JsonNode asked = read(event);
    for (String name : NAMES) {
      if (asked.has(name)) {
        return Optional.of(answer(name, asked.get(name)).toString());
      }
    }
    return Optional.empty();
  }

  private static JsonNode read(byte[] event) {
    try {
      return JSON.readTree(event);
    } catch (JsonProcessingException e) {
      return JSON.missingNode(); // whoever reads it as an event of runs says what is wrong
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private ObjectNode answer(String name, JsonNode asked) {
    try {
      String table = table(asked.path("table").asText());
      TableRollback rollback = new TableRollback(lake.get(), table, clock);
      boolean overwritesForeign = asked.path("overwriteForeign").asBoolean();
      if (name.equals("rollback")) {
        rollback.to(snapshot(asked.path("snapshot").asText()), overwritesForeign);
      } else if (name.equals("unpin")) {
        rollback.unpin(overwritesForeign);
      }
      return new TableHistory(lake.get(), table).json();
    } catch (IOException | IllegalArgumentException e) {
      return JSON.createObjectNode().put("problem", e.getMessage());
    }
  }

  private static long snapshot(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is not the id of a snapshot, which is a number".formatted(text), e);
    }
  }

  private String table(String name) {
    Map<String, Boolean> tables = new LinkedHashMap<>();
    pipeline.trusted().forEach(table -> tables.put(table.name(), table.iceberg().isPresent()));
    pipeline.refined().stream()
        .filter(table -> !table.isView())
        .forEach(table -> tables.put(table.name(), table.isIceberg()));
    if (!tables.containsKey(name)) {
      throw new IllegalArgumentException(
          "'%s' is not a trusted or refined table of pipeline '%s', which has %s"
              .formatted(name, pipeline.name(), List.copyOf(tables.keySet())));
    }
    if (!tables.get(name)) {
      throw new IllegalArgumentException(
          "Table '%s' has plain files, which keep no history: that is for 'format: iceberg'"
              .formatted(name));
    }
    return name;
  }
}
