package dev.sluice.core.produce.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.VersionedObject;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.http.memory.FeedMemoryJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Progress as JSON. Records are texts in it: their bytes come back as they were. */
final class TickProgressJson {
  private static final VersionedObject.Format<TickProgress> FORMAT =
      new VersionedObject.Format<>(
          "the progress of a tick's requests",
          "Delete it; what it holds unsent is lost then.",
          TickProgressJson::read,
          TickProgressJson::write);

  private TickProgressJson() {}

  /** A feed's progress in the lake. */
  static VersionedObject<TickProgress> in(ObjectStore store, String key) {
    return new VersionedObject<>(store, key, FORMAT);
  }

  private static byte[] write(TickProgress progress) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("tick", progress.tick().toString());
    node.put("complete", progress.isComplete());
    node.put("notBefore", progress.notBefore().toString());
    node.put("hour", progress.usage().hour().toString()).put("inHour", progress.usage().inHour());
    node.put("day", progress.usage().day().toString()).put("inDay", progress.usage().inDay());
    ArrayNode open = node.putArray("open");
    new TreeSet<>(progress.open()).forEach(open::add);
    FeedMemoryJson.write(node.putObject("memory"), progress.memory());
    ArrayNode result = node.putArray("taken");
    progress
        .results()
        .forEach((label, each) -> write(result.addObject().put("request", label), each));
    return node.toString().getBytes(UTF_8);
  }

  private static void write(ObjectNode node, ApiResult result) {
    result.missed().ifPresent(reason -> node.put("missed", reason));
    result.lastPage().ifPresent(page -> node.put("lastPage", page));
    ArrayNode entries = node.putArray("entries");
    for (Entry entry : result.entries()) {
      entries.addObject().put("key", entry.key()).put("data", new String(entry.data(), UTF_8));
    }
    ArrayNode rejected = node.putArray("rejected");
    for (RejectedRow row : result.rejected()) {
      rejected
          .addObject()
          .put("reason", row.reason())
          .put("file", row.file())
          .put("line", row.line())
          .put("text", row.text());
    }
    ObjectNode names = node.putObject("names");
    result.names().forEach(names::put);
    FeedMemoryJson.write(node, result.traces());
  }

  private static TickProgress read(JsonNode node) {
    Map<String, ApiResult> result = new LinkedHashMap<>();
    node.path("taken").forEach(each -> result.put(each.path("request").asText(), result(each)));
    Set<String> open = new TreeSet<>();
    node.path("open").forEach(host -> open.add(host.asText()));
    return new TickProgress(
        time(node, "tick"),
        node.path("complete").asBoolean(),
        time(node, "notBefore"),
        new QuotaLedger.Usage(
            time(node, "hour"),
            node.path("inHour").asInt(),
            time(node, "day"),
            node.path("inDay").asInt()),
        open,
        FeedMemoryJson.read(node.path("memory")),
        result);
  }

  private static ApiResult result(JsonNode node) {
    List<Entry> entries = new ArrayList<>();
    node.path("entries")
        .forEach(
            entry ->
                entries.add(
                    new Entry(
                        entry.path("key").asText(), entry.path("data").asText().getBytes(UTF_8))));
    List<RejectedRow> rejected = new ArrayList<>();
    for (JsonNode row : node.path("rejected")) {
      rejected.add(
          new RejectedRow(
              row.path("reason").asText(),
              row.path("file").asText(),
              row.path("line").asLong(),
              row.path("text").asText()));
    }
    Map<String, String> names = new HashMap<>();
    node.path("names").properties().forEach(e -> names.put(e.getKey(), e.getValue().asText()));
    return new ApiResult(
        entries,
        rejected,
        node.has("lastPage") ? Optional.of(node.get("lastPage").asInt()) : Optional.empty(),
        names,
        node.has("missed") ? Optional.of(node.get("missed").asText()) : Optional.empty(),
        FeedMemoryJson.traces(node));
  }

  private static Instant time(JsonNode node, String name) {
    return Instant.parse(node.path(name).asText());
  }
}
